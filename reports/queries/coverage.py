"""The coverage matrix: what is kept, beside the evidence that there is today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from board.enums import Sector
from board.models import Agency, KeyQuestion
from board.queries import known_to
from frameworks.enums import CellKind
from frameworks.models import Coverage, CoverageRow
from lscb.core.evidence import Evidence, evidence_for
from lscb.core.models import User

# A year and some weeks: what comes once a year is not stale for being a little late.
STALE_AFTER = timedelta(days=400)
GAP = "gap"


@dataclass(frozen=True, slots=True)
class Fresh:
    """One thing that shows it, and how old it is."""

    evidence: Evidence
    age: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """``kind``: of ``CellKind``, or a gap. ``fresh`` is the latest evidence, where there is any."""

    kind: str
    words: str = ""
    fresh: Fresh | None = None

    @property
    def is_gap(self) -> bool:
        return self.kind == GAP


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str
    sector: str
    agencies: frozenset[int]
    names_an_agency: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    row: CoverageRow
    questions: tuple[KeyQuestion, ...]
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> int:
        return sum(cell.is_gap for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    introduction: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A key question, how many rows answer it, and the latest that shows it."""

    question: KeyQuestion
    rows: int
    fresh: Fresh | None


@dataclass(frozen=True, slots=True)
class Matrix:
    coverage: Coverage
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    questions: tuple[Asked, ...]
    silent: tuple[str, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def gaps(self) -> list[tuple[str, int]]:
        """Column by column, where there are any."""
        counts = [
            (column.label, sum(line.cells[place].is_gap for line in self.lines))
            for place, column in enumerate(self.columns)
        ]
        return [(label, count) for label, count in counts if count]

    @property
    def gap_count(self) -> int:
        return sum(count for _label, count in self.gaps)


def matrix_for(
    user: User,
    coverage: Coverage,
    *,
    today: date,
    by_agency: bool = False,
    question: int | None = None,
    only_gaps: bool = False,
) -> Matrix:
    """A fixed number of queries, whatever the number of rows."""
    sections = list(coverage.sections.order_by("position", "pk"))
    rows = list(
        CoverageRow.objects.filter(section__in=sections)
        .select_related("activity")
        .prefetch_related("cells", "key_questions")
        .order_by("section__position", "section", "position", "pk")
    )
    questions = list(known_to(user, KeyQuestion).order_by("number"))
    agencies = list(known_to(user, Agency).filter(is_active=True).order_by("name"))
    found = _evidence([f"activity:{row.activity_id}" for row in rows if row.activity_id], questions)
    columns, silent = _columns(agencies, rows, by_agency=by_agency)
    lines = defaultdict(list)
    for row in rows:
        line = _line(row, columns, found.get(f"activity:{row.activity_id}", ()), today=today)
        if question is not None and question not in {one.number for one in line.questions}:
            continue
        if only_gaps and not line.gaps:
            continue
        lines[row.section_id].append(line)
    parts = tuple(
        Part(section.title, section.introduction, tuple(lines[section.pk])) for section in sections if lines[section.pk]
    )
    return Matrix(coverage, columns, parts, _asked(questions, rows, found, today=today), silent)


def age_in_words(dated_on: date, *, today: date) -> str:
    """ "today", "9 days ago", "3 months ago", "2 years ago"."""
    days = (today - dated_on).days
    if days <= 0:
        return "today"
    for size, noun in ((365, "year"), (30, "month"), (1, "day")):
        # Two years are said as years; until then months tell more.
        if days >= size * (2 if size > 1 else 1):
            count = days // size
            return f"{count} {noun}{'' if count == 1 else 's'} ago"
    raise AssertionError(days)


def _evidence(activities: Iterable[str], questions: Iterable[KeyQuestion]) -> Mapping[str, Sequence[Evidence]]:
    """By what it answers, the latest first."""
    wanted = [*dict.fromkeys(activities), *(f"key-question:{question.pk}" for question in questions)]
    found: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in evidence_for(*wanted):
        found[evidence.answers].append(evidence)
    return found


def _columns(
    agencies: Sequence[Agency], rows: Sequence[CoverageRow], *, by_agency: bool
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Sectors that some row says anything of; of the others only that no row does."""
    if by_agency:
        named = tuple(
            Column(f"agency-{one.pk}", one.short_name or one.name, one.sector, frozenset({one.pk}), True)
            for one in agencies
        )
        return named, ()
    members = defaultdict(set)
    for agency in agencies:
        members[agency.sector].add(agency.pk)
    said = {cell.sector for row in rows for cell in row.cells.all()}
    columns = tuple(
        Column(sector.value, str(sector.label), sector.value, frozenset(members[sector.value]))
        for sector in Sector
        if sector in said
    )
    silent = tuple(str(sector.label) for sector in Sector if rows and sector not in said and members[sector.value])
    return columns, silent


def _line(row: CoverageRow, columns: Sequence[Column], evidence: Sequence[Evidence], *, today: date) -> Line:
    said = {cell.sector: cell for cell in row.cells.all()}
    cells = []
    for column in columns:
        cell = said.get(column.sector)
        latest = next((each for each in evidence if _concerns(each, column)), None)
        fresh = _fresh(latest, row, today=today) if latest else None
        kind = cell.kind if cell else GAP
        if kind == CellKind.LIVE and fresh is None:
            kind = GAP
        elif kind == GAP and fresh is not None and latest is not None and latest.agencies:
            kind = CellKind.LIVE
        cells.append(Cell(kind, cell.words if cell else "", fresh if kind not in {GAP, CellKind.NOT_NEEDED} else None))
    return Line(row, tuple(sorted(row.key_questions.all(), key=lambda one: one.number)), tuple(cells))


def _concerns(evidence: Evidence, column: Column) -> bool:
    """What names no agency is said of all of them."""
    return not evidence.agencies or bool(column.agencies & set(evidence.agencies))


def _fresh(evidence: Evidence, row: CoverageRow | None, *, today: date) -> Fresh:
    return Fresh(
        evidence,
        age_in_words(evidence.dated_on, today=today),
        today - evidence.dated_on > _stale_after(row),
    )


def _stale_after(row: CoverageRow | None) -> timedelta:
    """A quarter more than the time between two of them."""
    recurrence = row.activity.recurrence if row is not None and row.activity is not None else None
    return recurrence.step * 5 / 4 if recurrence is not None and recurrence.comes_round else STALE_AFTER


def _asked(
    questions: Iterable[KeyQuestion],
    rows: Iterable[CoverageRow],
    found: Mapping[str, Sequence[Evidence]],
    *,
    today: date,
) -> tuple[Asked, ...]:
    counts: dict[int, int] = defaultdict(int)
    for row in rows:
        for question in row.key_questions.all():
            counts[question.pk] += 1
    return tuple(
        Asked(
            question,
            counts[question.pk],
            next((_fresh(each, None, today=today) for each in found.get(f"key-question:{question.pk}", ())), None),
        )
        for question in questions
    )
