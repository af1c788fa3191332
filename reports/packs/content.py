"""A pack's content, frozen as plain JSON: figures, words and dates, in the Board members' view whoever asks."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from audits.programme.models import ProgrammeEntry
from audits.self_assessment.outcomes import outcome_of
from audits.self_assessment.papers.of_results import frozen, presented_at
from audits.surveys.papers import for_the_pack
from board.models import Board
from indicators.models import Gap, Indicator
from indicators.queries.benchmarks import BenchmarkRow, benchmark_rows
from indicators.strip import beside_in_short
from lscb.core.models import User
from reports.enums import Section
from reports.models import Pack
from reports.needs import NOTICED
from reports.packs.breakdowns import in_short, parts_of
from reports.packs.hypotheses import hypothesis_parts
from reports.packs.look import template_version
from reports.packs.parts import change_part, entry_part, gap_part, need_part, overdue_part, return_part, series_part
from reports.packs.standing import entries_as_they_stood, overdue_on
from reports.queries.chosen import chosen_for
from reports.queries.dashboard import Dashboard, dashboard_for
from reports.queries.linked import Supposed, supposed_at
from reports.queries.moments import end_of
from reports.queries.series import Series
from reports.readers import board_reader
from reports.words import standfirst

Content = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """What the sections are made from: all of it as it stood at the end of the stated day."""

    pack: Pack
    dashboard: Dashboard
    entries: list[ProgrammeEntry]
    others: dict[int, list[BenchmarkRow]]
    parts: dict[int, list[Series]]
    supposed: list[Supposed]


def freeze(pack: Pack, *, by: User) -> Content:
    """Everything the pack will say."""
    board = Board.current()
    rule = board.protection
    reader, at = board_reader(by), end_of(pack.as_at)
    dashboard = dashboard_for(by, reader=reader, at=at, today=pack.as_at)
    entries = entries_as_they_stood(day=pack.as_at)
    of_the_year = tuple(entry for entry in entries if entry.programme.year == dashboard.programme.year)
    standing = replace(dashboard.programme, entries=of_the_year)
    others = benchmark_rows([one.indicator for one in dashboard.series], at=at)
    parts = parts_of(dashboard.series, reader=reader, at=at)
    supposed = supposed_at(user=by, at=at) if Section.INDICATORS in pack.sections else []
    source = Source(pack, replace(dashboard, programme=standing), entries, others, parts, supposed)
    return {
        "board": {
            "name": board.name,
            "marking": board.marking,
            "threshold": rule.hides_below,
            "rounds_to": rule.rounds_to,
        },
        "title": pack.title,
        "as_at": pack.as_at.isoformat(),
        "template_version": template_version(),
        "meeting": _meeting(pack),
        "since": dashboard.since.date().isoformat(),
        "sections": [{"kind": kind, **_PARTS[Section(kind)](source)} for kind in pack.sections],
    }


def digest_of(content: Content) -> str:
    """SHA-256 of everything the pack says: its identity."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _meeting(pack: Pack) -> Content:
    meeting = pack.meeting
    return {
        "group": meeting.group.name,
        "held_on": meeting.held_on.isoformat(),
        "starts_at": meeting.starts_at.strftime("%H:%M") if meeting.starts_at else "",
        "place": meeting.place,
    }


def _summary(source: Source) -> Content:
    dashboard = source.dashboard
    return {
        "text": source.pack.summary,
        "standfirst": standfirst(dashboard),
        "needs": [need_part(need, group) for need, group in dashboard.by_need if need in NOTICED],
        "has_pages": Section.INDICATORS in source.pack.sections,
        "ratings": {rating.value: count for rating, count in dashboard.rating_counts.items()},
        "rated_count": dashboard.rated_count,
        "late_returns": len(dashboard.late_returns),
        "late_entries": len(dashboard.programme.late),
        "on_time": list(dashboard.on_time),
    }


def _exceptions(source: Source) -> Content:
    not_met = [one for one in source.dashboard.series if one.rating == "not_met"]
    crossed = [change for change in source.dashboard.changes if change.crossed]
    return {"crossed": [change_part(one) for one in crossed], "not_met": [series_part(one) for one in not_met]}


def _indicators(source: Source) -> Content:
    """Those chosen for the meeting; then exceptions: not met, within tolerance, met, and those without a rating."""
    chosen = chosen_for(source.pack.meeting)
    in_order = [one for _rating, group in source.dashboard.by_rating for one in group]
    first = [{**_beside_others(one, source), "is_chosen": True} for one in in_order if one.indicator.pk in chosen]
    rest = [_beside_others(one, source) for one in in_order if one.indicator.pk not in chosen]
    return {"indicators": first + rest, "hypotheses": hypothesis_parts(source.supposed)}


def _beside_others(series: Series, source: Source) -> Content:
    says, sources = beside_in_short(series, source.others[series.indicator.pk])
    part = series_part(series)
    if says:
        part |= {"beside": says, "beside_sources": list(sources)}
    if parts := source.parts.get(series.indicator.pk):
        part["parts"] = in_short(series, parts)
    return part


def _programme(source: Source) -> Content:
    standing = source.dashboard.programme
    return {
        "year": standing.year,
        "counts": [list(one) for one in standing.counts],
        "entries": [entry_part(entry, today=standing.today) for entry in standing.entries],
    }


def _returns(source: Source) -> Content:
    dashboard = source.dashboard
    return {"returns": [return_part(row) for row in dashboard.returns], "on_time": list(dashboard.on_time)}


def _overdue(source: Source) -> Content:
    day = source.pack.as_at
    late = overdue_on(day, returns=source.dashboard.returns, entries=source.entries)
    return {"overdue": [overdue_part(one, today=day) for one in late]}


def _assessments(source: Source) -> Content:
    """What came of each campaign that this meeting is shown, from what was submitted and judged by the stated day."""
    day = source.pack.as_at
    campaigns = presented_at(source.pack.meeting_id)
    return {"campaigns": [frozen(outcome_of(one, today=day, at=end_of(day))) for one in campaigns]}


def _surveys(source: Source) -> Content:
    """Those closed since the Board last met and those held against what this meeting is shown; members' ratings."""
    day = source.pack.as_at
    told = for_the_pack.told_at(source.pack.meeting_id, since=source.dashboard.since.date(), day=day)
    return for_the_pack.frozen(told, day=day, moment=end_of(day))


def _gaps(source: Source) -> Content:
    """What was missing of agreed indicators at the end of the day, soonest due first."""
    day = end_of(source.pack.as_at)
    noted = Gap.objects.filter(noted_at__lte=day).exclude(closed_at__lte=day)
    of_agreed = noted.filter(indicator__in=Indicator.objects.agreed()).for_listing()
    return {"gaps": [gap_part(gap, today=source.pack.as_at) for gap in of_agreed]}


_PARTS: dict[Section, Callable[[Source], Content]] = {
    Section.SUMMARY: _summary,
    Section.EXCEPTIONS: _exceptions,
    Section.INDICATORS: _indicators,
    Section.PROGRAMME: _programme,
    Section.ASSESSMENTS: _assessments,
    Section.SURVEYS: _surveys,
    Section.RETURNS: _returns,
    Section.OVERDUE: _overdue,
    Section.GAPS: _gaps,
}
