"""Figures of earlier periods out of a file: what it would make, and making it. Nobody's return is filled in by it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.models import Board
from indicators.actions.adding_up import add_up
from indicators.actions.hide import hide_beside, hold_families
from indicators.actions.keep import keep_series
from indicators.analysis.checks import Finding, Kind
from indicators.analysis.child_level import first_sign
from indicators.analysis.figures import FigureState, parse_figure
from indicators.analysis.units import Unit
from indicators.enums import ReturnStatus
from indicators.models import DataSet, Figure, Indicator, PublishedFigure
from indicators.reading import Measure, Reading, read_row
from indicators.rules import value_of
from indicators.sheets.figures import Known, Said, figures_in
from indicators.sheets.periods import period_named
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.numbers import round_half_up
from lscb.core.periods import Period, PeriodError
from lscb.core.reading import Tables

NONE = FigureState.NOT_SUPPLIED
NOT_COUNTS = Finding("counts-alone", Kind.ERROR, "It is given as one value: counts alone are not taken.")
NUMBERS = ("numerator", "denominator", "value", "state")


@dataclass(frozen=True, slots=True)
class Made:
    """One figure that the file says otherwise than what stands, or that does not stand yet."""

    row: int
    indicator: Indicator
    period: Period
    reading: Reading
    commentary: str
    stands: PublishedFigure | None

    def numbers(self) -> dict[str, Any]:
        return {name: getattr(self.reading, name) for name in NUMBERS}


@dataclass(slots=True)
class Preview:
    """What became of every row."""

    rows: list[int] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)  # rows, one for each figure
    empty: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    joined: dict[int, int] = field(default_factory=dict)  # rows that hold the rest of what an earlier one says

    @property
    def new(self) -> list[Made]:
        return [one for one in self.made if one.stands is None]

    @property
    def corrected(self) -> list[Made]:
        return [one for one in self.made if one.stands is not None]

    def by_row(self) -> Counter[str]:
        """Each row once: made, else refused, else unchanged, else empty."""
        made, refused, unchanged = {one.row for one in self.made}, {row for row, _ in self.refused}, set(self.unchanged)
        kinds = (("made", made), ("refused", refused), ("unchanged", unchanged))
        firsts = (self.joined.get(row, row) for row in self.rows)
        return Counter(next((kind for kind, rows in kinds if row in rows), "empty") for row in firsts)


def data_set_called(name: str) -> DataSet:
    """By its code, or its name."""
    there = list(DataSet.objects.all())
    for one in there:
        if name.casefold() in (one.code, one.name.casefold()):
            return one
    codes = ", ".join(one.code for one in there) or "none"
    raise Refused(f"No data set is called “{name}”. There are: {codes}.")


def preview_import(
    data_set: DataSet,
    tables: Tables,
    *,
    areas: Iterable[str] = (),
    columns: Mapping[str, str] | None = None,
    why: str = "",
) -> Preview:
    """Nothing is saved. ``why`` is the reason to correct what an agency handed in and the Board accepted."""
    rows = [(row.number, row.cells) for table in tables.tables for row in table.rows]
    if sign := first_sign(rows):
        raise Refused(sign.sentence)
    indicators = {one.pk: one for one in Indicator.objects.filter(lines__data_set=data_set).select_related("supplier")}
    known = [Known(one.pk, one.code, one.title) for one in indicators.values()]
    found = figures_in([[(row.number, row.cells) for row in table.rows] for table in tables.tables], known, columns)
    made = Preview(rows=sorted(found.rows), refused=[(one.row, one.reason) for one in found.refused])
    made.notes = [*tables.notes, *found.notes]
    _Taking(made, indicators, {area.casefold() for area in areas}, why).take(found.said)
    made.refused.sort()
    return made


class _Taking:
    """Each figure said, beside what stands."""

    def __init__(self, made: Preview, indicators: Mapping[int, Indicator], areas: set[str], why: str) -> None:
        self.made, self.indicators, self.areas, self.why = made, indicators, areas, why
        self.refused: set[tuple[int, str]] = set()
        self.seen: dict[tuple[int, Any], tuple[int, dict[str, Any]]] = {}
        self.stands = {
            (one.indicator_id, one.starts_on): one
            for one in PublishedFigure.objects.current().filter(indicator__in=indicators)
        }
        collected = Figure.objects.filter(indicator__in=indicators).select_related("indicator_return__period__data_set")
        self.collected = {
            (one.indicator_id, one.indicator_return.period.starts_on): one.indicator_return for one in collected
        }

    @cached_property
    def own_area(self) -> str:
        return Board.current().area.casefold()

    def take(self, said: Iterable[Said]) -> None:
        for one in said:
            self.made.joined.update(dict.fromkeys(one.also, one.row))
            reason = self._take(one)
            # A row of many figures is elsewhere once.
            if reason and (one.row, reason) not in self.refused:
                self.refused.add((one.row, reason))
                self.made.refused.append((one.row, reason))

    def _take(self, said: Said) -> str:
        """Why not, or nothing."""
        indicator = self.indicators[said.key]
        if said.area and not self._is_ours(indicator, said.area):
            return f"It is about {said.area}, which supplies none of it."
        if not any(text.strip() for text in said.texts.values()):
            self.made.empty.append(said.row)
            return ""
        if not said.period:
            return f"{indicator.code}: it names no period."
        try:
            period = period_named(said.period, indicator.frequency, indicator.year_kind, identifier=said.identifier)
        except PeriodError as error:
            return f"{indicator.code}: {error}"
        reading = _read(indicator, said.texts)
        if reading.errors:
            return f"{indicator.code}: {reading.errors[0].message}"
        if reading.state == "not_supplied":
            self.made.empty.append(said.row)
            return ""
        return self._beside(said, indicator, period, reading)

    def _beside(self, said: Said, indicator: Indicator, period: Period, reading: Reading) -> str:
        key = (indicator.pk, period.starts_on)
        numbers = {name: getattr(reading, name) for name in NUMBERS}
        if key in self.seen:
            row, before = self.seen[key]
            if before == numbers:
                self.made.unchanged.append(said.row)
                return ""
            return f"{indicator.code}, {period.label}: row {row} says something else of it."
        self.seen[key] = (said.row, numbers)
        stands = self.stands.get(key)
        if stands is not None and stands.ends_on != period.ends_on:
            return f"{indicator.code}: another period that begins on the same day has a figure."
        if stands is not None and _same(stands, numbers):
            self.made.unchanged.append(said.row)
            return ""
        if reason := self._closed(indicator, period, stands):
            return reason
        self.made.made.append(Made(said.row, indicator, period, reading, said.commentary, stands))
        return ""

    def _closed(self, indicator: Indicator, period: Period, stands: PublishedFigure | None) -> str:
        if indicator.added_up_by and stands is not None and stands.figure_id is None:
            return f"{indicator.code}, {period.label} is added up from its parts: correct those instead."
        item = self.collected.get((indicator.pk, period.starts_on))
        if item is not None and item.status != ReturnStatus.ACCEPTED:
            return f"{indicator.code}, {period.label} is being collected: bring the file in on the page of that return."
        if stands is not None and stands.figure_id is not None and not self.why:
            return f"{indicator.code}, {period.label} was handed in and accepted. Say why it is corrected (--why)."
        return ""

    def _is_ours(self, indicator: Indicator, area: str) -> bool:
        supplier = indicator.supplier
        named = (
            {supplier.name.casefold(), supplier.short_name.casefold(), self.own_area, *self.areas}
            if supplier
            else self.areas
        )
        return area.casefold() in named - {""}


def _read(indicator: Indicator, texts: Mapping[str, str]) -> Reading:
    """By its counts, or by its value where one is missing; a value that they do not come to is kept beside them."""
    counts = [texts.get("numerator", "").strip(), texts.get("denominator", "").strip()]
    value = texts.get("value", "").strip()
    by_value = Measure(indicator.unit, indicator.decimals, takes_denominator=False)
    if not any(counts) or (value and not indicator.takes_denominator):
        return read_row(texts, "", by_value)
    if not indicator.takes_denominator:
        is_count = indicator.unit == Unit.NUMBER and counts[0]
        return read_row({"value": counts[0]}, "", by_value) if is_count else Reading(NONE, findings=(NOT_COUNTS,))
    if value and not all(counts):
        return _beside_one_count(read_row(texts, "", by_value), texts)
    reading = read_row(texts, "", Measure(indicator.unit, indicator.decimals, takes_denominator=True))
    stated = read_row(texts, "", by_value)
    if reading.errors or reading.state != FigureState.GIVEN or stated.value is None:
        return reading if reading.errors or not stated.errors else stated
    if _comes_to(reading, parse_figure(value).value or stated.value, indicator):
        return reading
    return replace(reading, value=stated.value, derived=stated.derived)


def _beside_one_count(stated: Reading, texts: Mapping[str, str]) -> Reading:
    """The count there is stays with the value: if it is small, the value is hidden with it."""
    name = "numerator" if texts.get("numerator", "").strip() else "denominator"
    count = read_row({"value": texts[name]}, "", Measure(Unit.NUMBER, 0, takes_denominator=False))
    if stated.errors or stated.state != FigureState.GIVEN or count.errors:
        return stated if stated.errors or not count.errors else count
    return replace(stated, numerator=count.value) if name == "numerator" else replace(stated, denominator=count.value)


def _comes_to(reading: Reading, stated: Decimal, indicator: Indicator) -> bool:
    """What was published is the same as its counts say, to the places that it was published with."""
    places = min(indicator.decimals, max(0, -int(stated.as_tuple().exponent)))
    counted = value_of(reading.numerator, reading.denominator, None, unit=indicator.unit, places=places)
    return counted == round_half_up(stated, places)


def _same(stands: PublishedFigure, numbers: Mapping[str, Any]) -> bool:
    return all(_plain(getattr(stands, name)) == _plain(numbers[name]) for name in NUMBERS)


def _plain(value: object) -> object:
    return value.normalize() if isinstance(value, Decimal) else value


@transaction.atomic
def save_import(
    data_set: DataSet,
    tables: Tables,
    *,
    source: str,
    areas: Iterable[str] = (),
    columns: Mapping[str, str] | None = None,
    why: str = "",
) -> Preview:
    """All of what the preview says. Two at once: the second finds nothing left to change."""
    hold_families(data_set.lines.values_list("indicator", flat=True))
    made = preview_import(data_set, tables, areas=areas, columns=columns, why=why)
    at = max([timezone.now(), *(one.stands.published_at for one in made.corrected if one.stands)])
    PublishedFigure.objects.filter(pk__in=[one.stands.pk for one in made.corrected if one.stands]).update(
        superseded_at=at
    )
    new = PublishedFigure.objects.bulk_create(
        PublishedFigure(
            indicator=one.indicator,
            starts_on=one.period.starts_on,
            ends_on=one.period.ends_on,
            commentary=one.commentary,
            why=(why or f"Brought in from {source}") if one.stands else "",
            published_at=at,
            **one.numbers(),
        )
        for one in made.made
    )
    if made.made:
        changes = {"file": (None, source), "figures": (None, len(made.made))}
        if why:
            changes["why"] = (None, why)
        activity.record("figures.imported", data_set, by=None, changes=changes)
        touched = {one.indicator.pk for one in made.made}
        touched |= add_up(new, at=at, by=None, why=why)
        keep_series(Indicator.objects.filter(pk__in=touched | hide_beside(touched)))
    return made
