"""Keeping the library: indicators, what they are tied to, and what is asked of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from board.permissions import require
from indicators.actions.breakdowns import keep_together
from indicators.actions.hide import hide_beside, hold_families
from indicators.actions.keep import keep_series
from indicators.enums import IndicatorStatus
from indicators.models import Figure, Indicator, PublishedFigure, Target
from indicators.permissions import can_keep_library
from lscb.core import activity, editing
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "Another indicator has this code. Choose a different one."
# What a figure means: changed, the figures already collected would mean something else.
MEANING = {"unit": "unit", "frequency": "frequency", "year_kind": "year"}


@dataclass(frozen=True, slots=True)
class Links:
    """Of one kind of thing that it is tied to: what is wanted, and what the writer had read (None: nobody read any)."""

    wanted: frozenset[int]
    read: frozenset[int] | None = None

    def merged(self, saved: frozenset[int]) -> frozenset[int]:
        """What the writer ticked is added and what they took out is gone; another's ticks stay."""
        if self.read is None:
            return self.wanted
        return (saved | (self.wanted - self.read)) - (self.read - self.wanted)


@transaction.atomic
def add_indicator(values: Mapping[str, Any], links: Mapping[str, Links], *, by: User) -> Indicator:
    require(can_keep_library(by))
    with editing.one_of_a_kind(TAKEN):
        indicator = Indicator.objects.create(**values)
    keep_series(Indicator.objects.filter(pk=indicator.pk))
    linked = _link(indicator, links)
    activity.record("indicator.added", indicator, by=by, changes=activity.changed({}, values) | linked)
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, edit: Edit, links: Mapping[str, Links], *, by: User) -> Indicator:
    hold_families([indicator.pk])
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_keep_library(by))
    was_part_of = indicator.parent_id
    changes = editing.merge(indicator, edit)
    _refuse_another_meaning(indicator, changes)
    _refuse_no_supplier(indicator)
    _refuse_a_ring(indicator)
    if changes:
        with editing.one_of_a_kind(TAKEN):
            indicator.save(update_fields=changes)
        told = keep_together([indicator.pk]) | _hide_beside_anew(indicator, was_part_of, changes)
        keep_series(Indicator.objects.filter(pk__in={indicator.pk, *told}))
    if changes := changes | _link(indicator, links):
        activity.record("indicator.changed", indicator, by=by, changes=changes)
    return indicator


@transaction.atomic
def tie_indicator(indicator: Indicator, links: Mapping[str, Links], *, by: User) -> Indicator:
    """To standards, and to like ones."""
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_keep_library(by))
    if changes := _link(indicator, links):
        activity.record("indicator.changed", indicator, by=by, changes=changes)
    return indicator


@transaction.atomic
def set_target(
    indicator: Indicator, *, from_on: date, value: Decimal, tolerance: Decimal, why: str, by: User
) -> Target:
    """Ask something else from a day on; what was asked before stays asked of the days before."""
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_keep_library(by))
    if indicator.targets.filter(from_on=from_on).exists():
        day = f"{from_on.day} {from_on:%B %Y}"
        raise Refused(f"There is a target from {day} already. Choose another day: a target once set is kept.")
    target = Target.objects.create(indicator=indicator, from_on=from_on, value=value, tolerance=tolerance, why=why)
    keep_series(Indicator.objects.filter(pk=indicator.pk))
    written = {"from": from_on, "value": value, "tolerance": tolerance, "why": why}
    activity.record("target.set", indicator, by=by, changes=activity.changed({}, written))
    return target


def _hide_beside_anew(indicator: Indicator, was_part_of: int | None, changes: Iterable[str]) -> set[int]:
    """Another whole to be a part of, or other things counted: other figures give the small ones away."""
    if not {"parent", "unit", "decimals"} & set(changes):
        return set()
    wholes = {indicator.pk, *([was_part_of] if was_part_of else [])}
    hold_families(wholes)
    return hide_beside(wholes)


def _refuse_another_meaning(indicator: Indicator, changes: Iterable[str]) -> None:
    changed = [word for field, word in MEANING.items() if field in changes]
    if changed and _has_figures(indicator):
        raise Refused(
            f"Figures were collected for {indicator.code} by its present {' and '.join(changed)}, which therefore "
            "stays. Add a new indicator and retire this one instead."
        )
    lines = indicator.lines.select_related("data_set")
    if changed and (line := lines.first()) and {"frequency", "year_kind"} & set(changes):
        raise Refused(
            f"{indicator.code} is in {line.data_set}. Take it out before you change how often it is collected."
        )


def _refuse_no_supplier(indicator: Indicator) -> None:
    is_without = indicator.status == IndicatorStatus.AGREED and indicator.supplier_id is None
    if is_without and not indicator.gaps.filter(closed_at=None).exists():
        raise Refused(f"{indicator.code} is agreed, so an agency is asked for it. Say which, or note a data gap first.")


def _refuse_a_ring(indicator: Indicator) -> None:
    """No indicator is a part of its own parts."""
    seen, above = {indicator.pk}, indicator.parent
    while above is not None:
        if above.pk in seen:
            raise Refused(f"{above.code} is itself a part of {indicator.code}. Choose another.")
        seen.add(above.pk)
        above = above.parent


def _has_figures(indicator: Indicator) -> bool:
    """Its own, or of the parts that are kept with it."""
    those = Indicator.objects.filter(pk=indicator.pk) | Indicator.objects.filter(parent=indicator).kept_parts()
    return any(kind.objects.filter(indicator__in=those).exists() for kind in (Figure, PublishedFigure))


def _link(indicator: Indicator, links: Mapping[str, Links]) -> dict[str, tuple[Any, Any]]:
    """Tie the indicator to priorities, key questions and the like; what changed, in their own words."""
    changes = {}
    for name, ticked in links.items():
        manager: Any = getattr(indicator, name)
        saved = {row.pk: str(row) for row in manager.all()}
        wanted = ticked.merged(frozenset(saved))
        if wanted != frozenset(saved):
            manager.set(wanted)
            changes[name] = (sorted(saved.values()), _words(manager.all()))
    return changes


def _words(rows: "models.QuerySet[Any]") -> list[str]:
    return sorted(str(row) for row in rows)
