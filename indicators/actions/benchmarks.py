"""Published figures of other places: looked over beside what stands, saved in one act, taken back as one."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.permissions import require
from indicators.analysis.child_level import first_sign
from indicators.analysis.figures import round_half_up
from indicators.areas import Areas, newest_first
from indicators.enums import BenchmarkFileState
from indicators.mappings import LINES, LineSaid, lines_told, told_of
from indicators.models import Area, BenchmarkFigure, BenchmarkFile, BenchmarkMapping, Indicator, MappingLine
from indicators.permissions import can_keep_benchmarks
from indicators.sheets.benchmarks import NO_NUMBERS, Found, Line, Plan, Said, benchmarks_in
from indicators.sheets.headings import Rows, holds_numbers
from indicators.sheets.periods import is_period, period_named
from indicators.sheets.reading import SheetError
from lscb.core import activity, editing
from lscb.core.editing import Edit, EditConflict
from lscb.core.exceptions import Refused
from lscb.core.models import User
from lscb.core.periods import Period, PeriodError
from lscb.core.reading import Tables

PLACES_KEPT = 4
NO_MAPPING = "Say first what its columns are."
NOTHING_NEW = "Everything in this file stands here already. Nothing was changed."
NO_LONGER = "This file was {} already."
REPLACED = "A later file replaced some of its figures: take that one back first ({})."
TAKEN = "Another mapping has this name. Choose a different one."
NO_SHEET = "No sheet of it is called “{}”. There are: {}."
WHICH_PERIOD = "{} names no period in any column. Say which period all rows of this file are of, such as 2014–15."
UNKNOWN_PLACE = "Nothing here is called “{}”, and it gives no code."


@dataclass(frozen=True, slots=True)
class Made:
    """One figure that does not stand yet, or stands otherwise."""

    said: Said
    indicator: Indicator
    area: Area
    period: Period
    stands: BenchmarkFigure | None

    def numbers(self) -> dict[str, Any]:
        return {
            "value": _kept(self.said.figure.value),
            "numerator": _kept(self.said.numerator),
            "denominator": _kept(self.said.denominator),
            "state": self.said.figure.state.value,
        }


@dataclass(slots=True)
class Preview:
    """What became of every row: each makes a figure, says what stands, is about something else, or is refused."""

    rows: list[int] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def corrected(self) -> list[Made]:
        return [one for one in self.made if one.stands is not None]

    @property
    def symbols(self) -> dict[str, int]:
        """How many of the figures are none, by why."""
        return dict(Counter(one.said.figure.state.label for one in self.made if one.said.figure.value is None))

    @property
    def by_indicator(self) -> dict[Indicator, int]:
        return dict(Counter(one.indicator for one in self.made))

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return Counter(reason for _, reason in self.left_out).most_common()

    def by_row(self) -> Counter[str]:
        """Each row once: made, else refused, else unchanged, else left out."""
        made, refused = {one.said.row for one in self.made}, {row for row, _ in self.refused}
        kinds = (("made", made), ("refused", refused), ("unchanged", set(self.unchanged)))
        return Counter(next((kind for kind, rows in kinds if row in rows), "left_out") for row in self.rows)


# The mapping


@transaction.atomic
def save_mapping(
    mapping: BenchmarkMapping, edit: Edit, lines: Iterable[LineSaid], *, by: User | None
) -> BenchmarkMapping:
    """Said once, or said better. By nobody: by whoever runs the installation, at its prompt.

    Where another changed meanwhile what this writer changes, nothing is saved and both are shown.
    """
    require(by is None or can_keep_benchmarks(by))
    said = list(lines)
    if mapping.pk is None:
        keep_mapping(mapping, edit.values, said)
        activity.record("benchmark_mapping.added", mapping, by=by, changes=activity.changed({}, told_of(mapping)))
        return mapping
    mapping = BenchmarkMapping.objects.lock(mapping.pk)
    before = told_of(mapping)
    wanted = _merged(mapping, edit, said)
    keep_mapping(mapping, {}, said if wanted else None)
    if changes := activity.changed(before, told_of(mapping)):
        activity.record("benchmark_mapping.changed", mapping, by=by, changes=changes)
    return mapping


def _merged(mapping: BenchmarkMapping, edit: Edit, said: Sequence[LineSaid]) -> bool:
    """Set what the writer changed; whether its indicators are theirs, which stand in rows of their own."""
    clashing: list[str] = []
    try:
        editing.merge(mapping, edit)
    except EditConflict as conflict:
        clashing = conflict.fields
    mine, saved = (editing.digest(lines_told(lines)) for lines in (said, mapping.lines.select_related("indicator")))
    read = mine if edit.read is None else edit.read.get(LINES)
    is_wanted = LINES not in edit.keep_saved and mine != saved and (edit.read is None or mine != read)
    if is_wanted and edit.read is not None and saved != read:
        clashing.append(LINES)
    if clashing:
        raise EditConflict(mapping, clashing)
    return is_wanted


def keep_mapping(
    mapping: BenchmarkMapping, values: Mapping[str, Any], lines: Iterable[LineSaid] | None
) -> BenchmarkMapping:
    """``lines``: None where its indicators stay as they are."""
    for name, value in values.items():
        setattr(mapping, name, value)
    with editing.one_of_a_kind(TAKEN):
        mapping.save()
    if lines is None:
        return mapping
    mapping.lines.all().delete()
    MappingLine.objects.bulk_create(
        MappingLine(
            mapping=mapping,
            indicator=line.indicator,
            value_column=line.value_column,
            numerator_column=line.numerator_column,
            denominator_column=line.denominator_column,
            where_column=line.where_column,
            where_value=line.where_value,
            also_where=[list(pair) for pair in line.also_where],
        )
        for line in lines
    )
    return mapping


def plan_of(mapping: BenchmarkMapping, *, all_of: str = "") -> Plan:
    lines = [
        Line(
            line.indicator_id,
            line.value_column,
            line.numerator_column,
            line.denominator_column,
            line.wheres,
        )
        for line in mapping.lines.all()
    ]
    return Plan(mapping.columns, lines, mapping.states, all_of)


# A file


@transaction.atomic
def begin_benchmarks(
    tables: Tables,
    content: bytes,
    *,
    file_name: str,
    mapping: BenchmarkMapping | None,
    published_on: date | None = None,
    all_of: str = "",
    by: User | None,
) -> BenchmarkFile:
    """Keep what it says. The same file again, while it is looked over, is the one there is."""
    require(by is None or can_keep_benchmarks(by))
    if sign := first_sign([(row.number, row.cells) for table in tables.tables for row in table.rows]):
        raise Refused(sign.sentence)
    if not holds_numbers(rows_of(tables).values()):
        raise Refused(NO_NUMBERS)
    digest = hashlib.sha256(content).hexdigest()
    open_one = BenchmarkFile.objects.filter(digest=digest, begun_by=by, state=BenchmarkFileState.PREVIEW).first()
    stored = open_one or BenchmarkFile(digest=digest, begun_by=by, begun_at=timezone.now())
    stored.file_name, stored.found, stored.published_on = file_name[:200], tables, published_on
    stored.mapping, stored.all_of = mapping, all_of
    if mapping is not None:
        look_over(stored)  # one that the mapping does not fit is not kept
    stored.save()
    return stored


@transaction.atomic
def read_as(
    stored: BenchmarkFile,
    mapping: BenchmarkMapping,
    edit: Edit,
    lines: Iterable[LineSaid],
    *,
    all_of: str = "",
    by: User,
) -> BenchmarkFile:
    """Say what its columns are, for it and for every file like it. One that does not fit is not kept."""
    stored = _open(stored, by=by)
    stored.mapping = save_mapping(mapping, edit, lines, by=by)
    stored.all_of = all_of
    look_over(stored)
    stored.save(update_fields=["mapping", "all_of"])
    return stored


def look_over(stored: BenchmarkFile) -> Preview:
    """Nothing is saved."""
    return _read(stored)[0]


@transaction.atomic
def save_benchmarks(stored: BenchmarkFile, *, by: User | None) -> BenchmarkFile:
    """All that the preview shows. Two at once: the second finds nothing left to change."""
    stored = make_benchmarks(_open(stored, by=by))
    activity.record("benchmarks.saved", stored, by=by, changes={"figures": (None, stored.figures_made)})
    return stored


def make_benchmarks(stored: BenchmarkFile) -> BenchmarkFile:
    """Its figures, in the place of those that it says otherwise of."""
    if stored.mapping is None:
        raise Refused(NO_MAPPING)
    wanted = Indicator.objects.filter(mapping_lines__mapping=stored.mapping)
    list(wanted.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
    made, areas = _read(stored)
    if not made.made:
        raise Refused(made.refused[0][1] if made.refused and not made.unchanged else NOTHING_NEW)
    areas.save()
    replaced = [one.stands.pk for one in made.made if one.stands]
    BenchmarkFigure.objects.filter(pk__in=replaced).update(replaced_by=stored)
    BenchmarkFigure.objects.bulk_create(
        (
            BenchmarkFigure(
                file=stored,
                indicator=one.indicator,
                area=one.area,
                starts_on=one.period.starts_on,
                ends_on=one.period.ends_on,
                symbol=one.said.symbol[:20],
                **one.numbers(),
            )
            for one in made.made
        ),
        batch_size=1000,
    )
    stored.source, stored.licence = stored.mapping.source, stored.mapping.licence
    stored.rows_in, stored.rows_refused = len(made.rows), made.by_row()["refused"]
    stored.figures_made = len(made.made)
    _finish(stored, BenchmarkFileState.SAVED)
    return stored


@transaction.atomic
def undo_benchmarks(stored: BenchmarkFile, *, by: User) -> BenchmarkFile:
    """Its figures go, and those that it replaced stand again."""
    require(can_keep_benchmarks(by))
    stored = _locked(stored)
    if stored.state != BenchmarkFileState.SAVED:
        raise Refused(NO_LONGER.format(stored.get_state_display().lower()))
    later = BenchmarkFile.objects.filter(replaced__file=stored).first()
    if later is not None:
        raise Refused(REPLACED.format(later))
    stored.figures.all().delete()
    BenchmarkFigure.objects.filter(replaced_by=stored).update(replaced_by=None)
    _finish(stored, BenchmarkFileState.UNDONE)
    activity.record("benchmarks.undone", stored, by=by)
    return stored


@transaction.atomic
def discard_benchmarks(stored: BenchmarkFile, *, by: User) -> BenchmarkFile:
    stored = _open(stored, by=by)
    _finish(stored, BenchmarkFileState.DISCARDED)
    return stored


def _open(stored: BenchmarkFile, *, by: User | None) -> BenchmarkFile:
    require(by is None or can_keep_benchmarks(by))
    stored = _locked(stored)
    if not stored.is_open:
        raise Refused(NO_LONGER.format(stored.get_state_display().lower()))
    return stored


def _locked(stored: BenchmarkFile) -> BenchmarkFile:
    return BenchmarkFile.objects.select_for_update(no_key=True, of=("self",)).get(pk=stored.pk)


def _finish(stored: BenchmarkFile, state: BenchmarkFileState) -> None:
    """What it made says where it came from; its rows are needed no more."""
    stored.state, stored.finished_at, stored.tables = state, timezone.now(), {}
    stored.save()


# What it would make


def rows_of(tables: Tables) -> dict[str, Rows]:
    """By sheet, as the workbook calls it."""
    found: dict[str, Rows] = {}
    for number, table in enumerate(tables.tables, 1):
        found[table.name or f"Table {number}"] = [(row.number, row.cells) for row in table.rows]
    return found


def _read(stored: BenchmarkFile) -> tuple[Preview, Areas]:
    mapping = stored.mapping
    assert mapping is not None
    if not mapping.names_periods and not is_period(stored.all_of):
        raise Refused(WHICH_PERIOD.format(mapping))
    tables = rows_of(stored.found)
    if mapping.sheet and mapping.sheet not in tables:
        raise Refused(NO_SHEET.format(mapping.sheet, ", ".join(f"“{name}”" for name in tables)))
    try:
        read = [tables[mapping.sheet]] if mapping.sheet else tables.values()
        found = benchmarks_in(read, plan_of(mapping, all_of=stored.all_of))
    except SheetError as error:
        raise Refused(str(error)) from error
    made = Preview(
        rows=sorted(found.rows),
        left_out=[(one.row, one.reason) for one in found.left_out],
        refused=[(one.row, one.reason) for one in found.refused],
        notes=[*stored.found.notes, *found.notes],
    )
    areas = Areas()
    _beside(found, mapping, areas, made)
    made.refused = sorted(set(made.refused))
    return made, areas


def _beside(found: Found, mapping: BenchmarkMapping, areas: Areas, made: Preview) -> None:
    """Each figure that is said, beside what stands of it."""
    indicators = {one.pk: one for one in Indicator.objects.filter(mapping_lines__mapping=mapping)}
    for place in newest_first((one.period, one.place) for one in found.said):
        areas.find(place)
    current = BenchmarkFigure.objects.filter(replaced_by=None, indicator__in=indicators)
    stands = {(one.indicator_id, one.area_id, one.starts_on, one.ends_on): one for one in current}
    seen: dict[tuple[int, int, date, date], Made] = {}
    for said in found.said:
        indicator, area = indicators[said.key], areas.find(said.place)
        if area is None:
            made.refused.append((said.row, UNKNOWN_PLACE.format(said.place.name)))
            continue
        try:
            identifier = said.identifier or mapping.year_said
            period = period_named(said.period, mapping.frequency, indicator.year_kind, identifier=identifier)
        except PeriodError as error:
            made.refused.append((said.row, f"{indicator.code}: {error}"))
            continue
        known = stands.get((indicator.pk, area.pk, period.starts_on, period.ends_on)) if area.pk else None
        one = Made(said, indicator, area, period, known)
        key = (indicator.pk, id(area), period.starts_on, period.ends_on)
        if (earlier := seen.get(key)) is not None:
            if earlier.numbers() == one.numbers():
                made.unchanged.append(said.row)
            else:
                words = f"{indicator.code}, {area}, {period.label}: row {earlier.said.row} says something else of it."
                made.refused.append((said.row, words))
            continue
        seen[key] = one
        if known is not None and all(getattr(known, name) == value for name, value in one.numbers().items()):
            made.unchanged.append(said.row)
        else:
            made.made.append(one)


def _kept(number: Decimal | None) -> Decimal | None:
    """As it was published, to as many places as are kept."""
    return None if number is None else round_half_up(number, PLACES_KEPT)
