"""Every row of a file beside the question that would be made of it. Nothing is saved, no row is left out unsaid."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.core.exceptions import ValidationError

from audits.self_assessment.bringing_in.columns import INTRODUCTIONS, Column, recognise
from audits.self_assessment.bringing_in.for_whom import ForWhom, for_whom
from audits.self_assessment.scales import LABELS, POINTS, Point, Scale
from audits.self_assessment.wording import NotAnAnswer, as_lines, as_words, from_lines, from_words
from frameworks.bringing_in.explaining import Explained
from lscb.core.forms import DateField
from lscb.core.reading import Correction, Refusal, Row, Table, Tables, Walk
from lscb.core.reading.walking import NOTHING_BELOW

NO_QUESTION = "It asks no question."
# What stands in a standard that asks nothing yet, so that it is taken along.
NONE_YET = "No question yet"
TOO_LONG = "Its {} is longer than {:,} characters."
LONGEST = {
    Column.NUMBER: 20,
    Column.QUESTION: 2_000,
    Column.GUIDANCE: 5_000,
    Column.CLAUSE: 300,
    Column.INTRODUCTION: 5_000,
    Column.TOOL_INTRODUCTION: 10_000,
}
UNTITLED = "Questions"
YES = re.compile(r"(?:y|yes|true|required|must|x|✓)\b.*", re.IGNORECASE)
FOLLOWING = re.compile(r"([\w./-]{1,20})\s*:\s*(.+)", re.DOTALL)
NO = re.compile(r"(?:n|no|not|false|optional)\b.*", re.IGNORECASE)
SCALES = {label.casefold(): scale for scale, label in LABELS.items()} | {scale.value: scale for scale in Scale}


@dataclass
class Asked:
    """One question, as it was understood."""

    row: int
    code: str
    text: str
    guidance: str
    scale: Scale
    looks_like: dict[str, str]
    bar: str
    is_required: bool
    needs_evidence: bool
    whom: ForWhom
    after: str
    shown_for: list[str]
    clause: str
    checked_on: date | None
    cells: dict[str, str]
    doubts: list[str]

    @property
    def points(self) -> tuple[Point, ...]:
        return POINTS.get(self.scale, ())


@dataclass
class Part:
    """A standard of the tool; ``row``: where its title stands, unless it heads the whole table."""

    title: str
    row: int | None = None
    questions: list[Asked] = field(default_factory=list)
    nothing_yet: dict[int, dict[str, str]] = field(default_factory=dict)  # by row, which say only that it is empty

    @property
    def cells(self) -> list[dict[str, str]]:
        return [*self.nothing_yet.values(), *(each.cells for each in self.questions)]

    @property
    def introduction(self) -> str:
        return _said_in(Column.INTRODUCTION, self.cells)


def _said_in(column: Column, rows: Iterable[dict[str, str]]) -> str:
    return "\n".join(dict.fromkeys(filter(None, (cells.get(column) for cells in rows))))


@dataclass
class Preview:
    parts: list[Part] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rows_in(self) -> int:
        return self.made + len(self.refused) + sum(len(part.nothing_yet) for part in self.parts)

    @property
    def made(self) -> int:
        return sum(1 for _question in self.questions())

    @property
    def introduction(self) -> str:
        return _said_in(Column.TOOL_INTRODUCTION, (cells for part in self.parts for cells in part.cells))

    def questions(self) -> Iterator[Asked]:
        return (question for part in self.parts for question in part.questions)

    def explained(self) -> dict[int, Explained]:
        told = {part.row: Explained([("Standard", part.title)], is_heading=True) for part in self.parts if part.row}
        for part in self.parts:
            for row, cells in part.nothing_yet.items():
                told[row] = Explained([("Standard", part.title), ("Questions", "None yet")], [], cells)
            for question in part.questions:
                told[question.row] = _explained(question, part)
        return told


def preview(
    found: Tables,
    *,
    columns: Mapping[int, str] | None = None,
    corrections: Mapping[int, Correction] | None = None,
    agencies: Collection[str] = (),
) -> Preview:
    """What a file would make. Columns given by hand count for every table without a heading row of its own.

    ``agencies``: the Board's, by name, of which a question may name some.
    """
    made = Preview(notes=list(found.notes))
    for table in found.tables:
        walk = _Rows(
            _padded(table),
            recognise,
            columns=dict(columns) if columns else None,
            corrections=corrections or {},
            notes=made.notes,
            refused=made.refused,
            made=made,
            agencies=agencies,
        )
        walk.begin(table.heading, None)
        walk.go()
    empty = [part.row for part in made.parts if not part.cells and part.row]
    made.refused = sorted([*made.refused, *(Refusal(row, NOTHING_BELOW) for row in empty)], key=lambda each: each.row)
    made.parts = [part for part in made.parts if part.cells]
    _number(made)
    return made


def _number(made: Preview) -> None:
    """The standard's place and the question's in it, where a row has no number and no other has that one."""
    taken = {each.code for each in made.questions()}
    for standard, part in enumerate(made.parts, 1):
        for place, each in enumerate(part.questions, 1):
            if not each.code:
                free = (f"{standard}.{number}" for number in count(place))
                each.code = next(code for code in free if code not in taken)
                taken.add(each.code)


def _padded(table: Table) -> Table:
    """A title typed alone in its line stands across the table as one that fills it does."""
    width = max((len(row.cells) for row in table.rows), default=0)
    rows = [Row(row.number, row.cells + ("",) * (width - len(row.cells))) for row in table.rows]
    return Table(table.heading, rows)


@dataclass
class _Rows(Walk):
    """One table, row by row."""

    made: Preview = field(default_factory=Preview)
    agencies: Collection[str] = ()

    def begin(self, title: str, row: int | None) -> None:
        words = " ".join(title.split())
        self.made.parts.append(Part(words[:200] or UNTITLED, row))

    def take(self, row: Row, said: dict[str, str], correction: Correction) -> None:
        text, code = said.get(Column.QUESTION, ""), said.get(Column.NUMBER, "").rstrip(".")
        too_long = next((column for column, most in LONGEST.items() if len(said.get(column, "")) > most), None)
        same = next((each for each in self.made.questions() if code and each.code == code), None)
        if too_long:
            self.refuse(row, TOO_LONG.format(too_long.label.lower(), LONGEST[too_long]), said)
        elif text.rstrip(".").casefold() == NONE_YET.casefold() and not code:
            self.made.parts[-1].nothing_yet[row.number] = dict(said)
        elif not text:
            self.refuse(row, NO_QUESTION, said)
        elif same:
            self.refuse(row, f"Row {same.row} has the number {code} already.", said)
        else:
            part = self.made.parts[-1]
            part.questions.append(self._asked(row, said, code, part))

    def _asked(self, row: Row, said: dict[str, str], code: str, part: Part) -> Asked:
        doubts: list[str] = []
        scale = _scale(said.get(Column.SCALE, ""), doubts)
        after, shown_for = _follows(said.get(Column.FOLLOWS, ""), part, doubts)
        return Asked(
            row=row.number,
            code=code,
            text=said[Column.QUESTION],
            guidance=said.get(Column.GUIDANCE, ""),
            scale=scale,
            looks_like=_looks_like(said.get(Column.LOOKS_LIKE, ""), scale, doubts),
            bar=_bar(said.get(Column.BAR, ""), scale, doubts),
            is_required=not NO.fullmatch(said.get(Column.REQUIRED, "").strip()),
            needs_evidence=bool(YES.fullmatch(said.get(Column.EVIDENCE, "").strip())),
            whom=for_whom(said.get(Column.FOR, ""), self.agencies, doubts),
            after=after,
            shown_for=shown_for,
            clause=" ".join(said.get(Column.CLAUSE, "").split()),
            checked_on=_day(said.get(Column.CHECKED, ""), doubts),
            cells=dict(said),
            doubts=doubts,
        )


def _scale(words: str, doubts: list[str]) -> Scale:
    wanted = " ".join(words.split()).casefold()
    if wanted and wanted not in SCALES:
        doubts.append(f"“{words}” is no scale that is known, so it is answered on: {LABELS[Scale.MET]}.")
    return SCALES.get(wanted, Scale.MET)


def _looks_like(words: str, scale: Scale, doubts: list[str]) -> dict[str, str]:
    try:
        return from_lines(POINTS.get(scale, ()), words)
    except NotAnAnswer as error:
        doubts.append(f"What each answer looks like is left out. {error}.")
        return {}


def _bar(words: str, scale: Scale, doubts: list[str]) -> str:
    try:
        return next(iter(from_words(POINTS.get(scale, ()), words)), "")
    except NotAnAnswer as error:
        doubts.append(f"The least that asks for no action is the scale’s own. {error}.")
        return ""


def _follows(words: str, part: Part, doubts: list[str]) -> tuple[str, list[str]]:
    """ "3.2: No": a question above it in its standard, and the answers that call for it."""
    if not words.strip():
        return "", []
    said = FOLLOWING.fullmatch(words.strip())
    before = next((each for each in part.questions if said and each.code == said[1] and not each.after), None)
    try:
        shown_for = from_words(before.points, said[2]) if said and before else []
    except NotAnAnswer:
        shown_for = []
    if said is None or not shown_for:
        doubts.append("It is asked of all: name a question above it and its answers, such as 3.2: No.")
        return "", []
    return said[1], shown_for


def _day(words: str, doubts: list[str]) -> date | None:
    try:
        day: date | None = DateField(required=False).clean(words.strip())
    except ValidationError:
        doubts.append(f"“{words}” is no date, so when the clause was checked is left out.")
        return None
    return day


def _explained(question: Asked, part: Part) -> Explained:
    before = next((each for each in part.questions if each.code == question.after), None)
    told = {
        "Question": f"{question.code} {question.text}",
        "Guidance": question.guidance,
        "Answered on": LABELS[question.scale],
        "What each answer looks like": as_lines(question.points, question.looks_like),
        "Least that asks for no action": as_words(question.points, [question.bar]),
        "Must be answered": "" if question.is_required else "No",
        "Must be evidenced": "Yes" if question.needs_evidence else "",
        "Only for": question.whom.in_words,
        "Follows on from": f"{before.code}: {as_words(before.points, question.shown_for)}" if before else "",
        "What it stands on": question.clause,
        **{column.label: question.cells.get(column, "") for column in INTRODUCTIONS},
    }
    makes = [("Under", part.title), *((label, words) for label, words in told.items() if words)]
    return Explained(makes, question.doubts, {Column.NUMBER: question.code} | question.cells)
