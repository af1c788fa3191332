"""A pack's content, frozen as plain JSON: figures, words and dates, in the Board members' view whoever asks."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from board.models import Board
from lscb.core import activity, deadlines
from lscb.core.models import User
from reports.enums import Section
from reports.models import Pack
from reports.packs.parts import change_part, entry_part, return_part, series_part
from reports.queries.changes import end_of
from reports.queries.dashboard import Dashboard, dashboard_for
from reports.readers import board_reader

# Raised whenever the templates change what a pack looks like: a new look is a new edition.
TEMPLATE_VERSION = "1"

Content = dict[str, Any]


def freeze(pack: Pack, *, by: User) -> Content:
    """Everything the pack will say, as it stood at the end of its stated day."""
    board = Board.current()
    dashboard = dashboard_for(by, reader=board_reader(by), at=end_of(pack.as_at), today=pack.as_at)
    return {
        "board": {"name": board.name, "marking": board.marking, "threshold": board.small_number_threshold},
        "title": pack.title,
        "as_at": pack.as_at.isoformat(),
        "template_version": TEMPLATE_VERSION,
        "meeting": _meeting(pack),
        "since": dashboard.since.date().isoformat(),
        "sections": [{"kind": kind, **_PARTS[Section(kind)](pack, dashboard)} for kind in pack.sections],
        "log": activity.head(),
    }


def digest_of(content: Content) -> str:
    """SHA-256 of the content; the log's head is printed but is no part of what the pack says."""
    said = {key: value for key, value in content.items() if key != "log"}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _meeting(pack: Pack) -> Content:
    meeting = pack.meeting
    return {
        "group": meeting.group.name,
        "held_on": meeting.held_on.isoformat(),
        "starts_at": meeting.starts_at.strftime("%H:%M") if meeting.starts_at else "",
        "place": meeting.place,
    }


def _summary(pack: Pack, dashboard: Dashboard) -> Content:
    met, asked = dashboard.on_time
    return {
        "text": pack.summary,
        "ratings": {rating.value: count for rating, count in dashboard.rating_counts.items()},
        "indicators": len(dashboard.series),
        "late_returns": len(dashboard.late_returns),
        "late_entries": len(dashboard.programme.late),
        "on_time": [met, asked],
    }


def _exceptions(_pack: Pack, dashboard: Dashboard) -> Content:
    not_met = [one for one in dashboard.series if one.rating == "not_met"]
    crossed = [change for change in dashboard.changes if change.crossed]
    return {"crossed": [change_part(one) for one in crossed], "not_met": [series_part(one) for one in not_met]}


def _indicators(_pack: Pack, dashboard: Dashboard) -> Content:
    """Exceptions first: not met, within tolerance, met, and then those without a rating."""
    return {"indicators": [series_part(one) for _rating, group in dashboard.by_rating for one in group]}


def _programme(_pack: Pack, dashboard: Dashboard) -> Content:
    standing = dashboard.programme
    return {
        "year": standing.year,
        "counts": [[kind, words, count] for kind, words, count in standing.counts],
        "entries": [entry_part(entry, today=standing.today) for entry in standing.entries],
    }


def _returns(_pack: Pack, dashboard: Dashboard) -> Content:
    return {"returns": [return_part(row) for row in dashboard.returns], "on_time": list(dashboard.on_time)}


def _overdue(pack: Pack, _dashboard: Dashboard) -> Content:
    """What the one registry of deadlines calls late, longest first."""
    late = [one for one in deadlines.open_deadlines(today=pack.as_at) if one.is_late(today=pack.as_at)]
    return {
        "overdue": [
            {
                "what": one.what,
                "agency": one.agency,
                "due_on": one.due_on.isoformat(),
                "days_late": -one.days_left(today=pack.as_at),
            }
            for one in late
        ]
    }


_PARTS: dict[Section, Callable[[Pack, Dashboard], Content]] = {
    Section.SUMMARY: _summary,
    Section.EXCEPTIONS: _exceptions,
    Section.INDICATORS: _indicators,
    Section.PROGRAMME: _programme,
    Section.RETURNS: _returns,
    Section.OVERDUE: _overdue,
}
