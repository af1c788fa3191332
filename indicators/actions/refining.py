"""The long list refined: many indicators changed in one act, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from board.models import Agency, Group, Priority
from board.permissions import require
from indicators.actions.breakdowns import ask_each_supplier, keep_together
from indicators.actions.gaps import note_gaps
from indicators.actions.hide import hold_families
from indicators.actions.keep import keep_series
from indicators.enums import FREQUENCIES, LIFE, Counted, IndicatorStatus
from indicators.models import DataSetLine, Figure, Gap, Indicator, IndicatorComment, PublishedFigure
from indicators.permissions import can_keep_library
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

NOTHING_CHOSEN = "Tick the indicators to change first."
NOTHING_ASKED = "Say what is to change."
NO_REASON = "Say why, so that whoever asks later can read it."
NOTHING_MISSING = "Say what is missing of them, so that somebody can gather it."
GONE = "Someone has removed one of these meanwhile. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What all of them become; None leaves it as it is. ``gap``: agreed as data gaps, with this plan for each."""

    status: IndicatorStatus | None = None
    supplier: Agency | None = None
    owner_group: Group | None = None
    frequency: str | None = None
    counted: str | None = None
    priority: Priority | None = None
    reason: str = ""
    gap: Mapping[str, Any] | None = None

    @property
    def values(self) -> dict[str, Any]:
        named = {name: getattr(self, name) for name in ("status", "supplier", "owner_group", "frequency", "counted")}
        return {name: value for name, value in named.items() if value is not None}


@transaction.atomic
def refine(chosen: Collection[int], wanted: Wanted, *, by: User) -> list[Indicator]:
    """Change all of them or none: what is in the way of any is said. Those that changed are given back."""
    require(can_keep_library(by))
    _refuse_nothing(chosen, wanted)
    indicators = _locked(chosen)
    if sentences := list(_in_the_way(indicators, wanted)):
        raise Refused(" ".join(sentences))
    before = {one.pk: {name: _words(one, name) for name in wanted.values} for one in indicators}
    for one in indicators:
        for name, value in wanted.values.items():
            setattr(one, name, value)
    together: set[int] = set()
    if wanted.values:
        Indicator.objects.bulk_update(indicators, list(wanted.values))
        together = keep_together([one.pk for one in indicators])
    newly_tied = _tie(indicators, wanted.priority)
    if wanted.gap is not None:
        note_gaps(indicators, wanted.gap, by=by)
    changes = {one.pk: _changes(one, before[one.pk], wanted, is_tied=one.pk in newly_tied) for one in indicators}
    changed = [one for one in indicators if changes[one.pk]]
    activity.record_each("indicator.refined", changed, by=by, changes=changes)
    if {"status", "frequency"} & wanted.values.keys():
        keep_series(Indicator.objects.agreed().filter(pk__in=together.union(one.pk for one in changed)))
    if wanted.status == IndicatorStatus.AGREED:
        _ask_each_supplier(changed, by=by)
    return changed


def _refuse_nothing(chosen: Collection[int], wanted: Wanted) -> None:
    if not chosen:
        raise Refused(NOTHING_CHOSEN)
    if not wanted.values and wanted.priority is None:
        raise Refused(NOTHING_ASKED)
    if wanted.status is not None and not wanted.reason.strip():
        raise Refused(NO_REASON)
    if wanted.gap is not None and not str(wanted.gap.get("missing", "")).strip():
        raise Refused(NOTHING_MISSING)


def _locked(chosen: Collection[int]) -> list[Indicator]:
    """With the families of each, in the order in which everybody holds them."""
    hold_families(chosen)
    locked = Indicator.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("code")
    indicators = list(locked.select_related("supplier", "owner_group"))
    if len(indicators) != len(set(chosen)):
        raise Refused(GONE)
    return indicators


def _ask_each_supplier(indicators: list[Indicator], *, by: User) -> None:
    through: Any = Indicator.other_suppliers.through
    several = _with(through.objects.all(), indicators)
    for one in indicators:
        if one.pk in several:
            ask_each_supplier(one, by=by)


def _in_the_way(indicators: list[Indicator], wanted: Wanted) -> Iterator[str]:
    """Why it cannot be done, reason by reason, with the codes it holds for."""
    reasons: dict[str, list[str]] = defaultdict(list)
    if wanted.values and (kept := [one.code for one in indicators if one.group_name]):
        reasons["kept with their whole, in which this is changed"] = kept
    if wanted.status is not None:
        waiting = _with(IndicatorComment.objects.unanswered(), indicators)
        gaps = _gaps(indicators, wanted)
        for one in indicators:
            if wanted.gap is not None and one.pk in gaps:
                reasons["has a data gap noted already, whose plan is changed in the register"].append(one.code)
            is_supplied = bool(one.supplier or wanted.supplier or wanted.gap or one.pk in gaps)
            if reason := _keeps_from(one, wanted.status, is_supplied=is_supplied, has_waiting=one.pk in waiting):
                reasons[reason].append(one.code)
    if wanted.frequency is not None:
        collected = _with(Figure.objects.all(), indicators) | _with(PublishedFigure.objects.all(), indicators)
        in_a_set = _with(DataSetLine.objects.all(), indicators)
        for one in indicators:
            if one.frequency != wanted.frequency and one.pk in collected | in_a_set:
                reasons["is collected already, so how often stays as it is"].append(one.code)
    for reason, codes in reasons.items():
        yield f"{', '.join(codes)}: {reason}."


def _gaps(indicators: list[Indicator], wanted: Wanted) -> set[int]:
    """Those with an open data gap, where that matters."""
    is_asked = wanted.status == IndicatorStatus.AGREED and wanted.supplier is None
    if wanted.gap is None and not (is_asked and any(one.supplier is None for one in indicators)):
        return set()
    return _with(Gap.objects.filter(closed_at=None), indicators)


def _keeps_from(one: Indicator, status: IndicatorStatus, *, is_supplied: bool, has_waiting: bool) -> str:
    """What keeps it from its next step, or nothing."""
    was = IndicatorStatus(one.status)
    if was != status and status not in LIFE[was]:
        return f"cannot become {status.label.lower()}, being {was.label.lower()}"
    if status == IndicatorStatus.AGREED and not is_supplied:
        return "has no supplier yet, so say which agency is asked, or agree it as a data gap"
    if was == IndicatorStatus.CONSULTATION and was != status and has_waiting:
        return "has comments without an answer"
    return ""


def _with(rows: Any, indicators: list[Indicator]) -> set[int]:
    """Those of them that any of these rows belongs to. One query."""
    return set(rows.filter(indicator__in=indicators).order_by().values_list("indicator", flat=True).distinct())


def _tie(indicators: list[Indicator], priority: Priority | None) -> set[int]:
    if priority is None:
        return set()
    through: Any = Indicator.priorities.through
    tied = set(through.objects.filter(priority=priority, indicator__in=indicators).values_list("indicator", flat=True))
    new = [one for one in indicators if one.pk not in tied]
    through.objects.bulk_create(through(indicator=one, priority=priority) for one in new)
    return {one.pk for one in new}


def _changes(one: Indicator, before: Mapping[str, str], wanted: Wanted, *, is_tied: bool) -> dict[str, tuple[Any, Any]]:
    changes = activity.changed(before, {name: _words(one, name) for name in wanted.values})
    if is_tied:
        changes["priorities"] = ("", str(wanted.priority))
    if wanted.gap is not None:
        changes |= {name: ("", value) for name, value in wanted.gap.items() if value}
    if changes and wanted.reason.strip():
        changes["reason"] = ("", wanted.reason.strip())
    return changes


def _words(one: Indicator, name: str) -> str:
    """As a person reads it."""
    value = getattr(one, name)
    if name == "status":
        return str(IndicatorStatus(value).label)
    if name == "counted":
        return str(Counted(value).label) if value else ""
    return dict(FREQUENCIES)[value] if name == "frequency" else str(value or "")
