"""A table of coverage, row by row: activities of assurance by sector, under their headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from board.enums import Sector
from frameworks.bringing_in.explaining import Explained
from frameworks.enums import CellKind
from frameworks.timescales import read_timescale
from lscb.core.reading import Correction, Refusal, Row, Tables, Walk
from lscb.core.reading.walking import LONGEST_SENTENCE_OF_A_TITLE, Columns

ACTIVITY, HOW_OFTEN, QUESTIONS = "activity", "how_often", "questions"
COLUMNS: dict[str, str] = {
    ACTIVITY: "Activity",
    QUESTIONS: "Key questions",
    **{sector.value: str(sector.label) for sector in Sector},
    HOW_OFTEN: "How often",
}
_SAID = [
    (QUESTIONS, r"(?:key )?questions?.*|kq"),
    (HOW_OFTEN, r"how often|frequency|when|timescale"),
    (Sector.LOCAL_AUTHORITY, r"(?:local authority|council|la|children.?s (?:social care|services)).*"),
    (Sector.HEALTH, r"(?:nhs|health).*"),
    (Sector.CRIMINAL_JUSTICE, r"(?:criminal )?justice.*|police.*"),
    (Sector.EDUCATION, r"education.*|schools.*"),
    (Sector.VOLUNTARY, r"(?:voluntary|third sector|vcs|community).*"),
    (Sector.OTHER, r"others?(?: agencies)?"),
]
_PATTERNS = [(column, re.compile(said, re.IGNORECASE)) for column, said in _SAID]
TICKED = re.compile(r"[✓✔√☑]+|yes|y|x", re.IGNORECASE)
NOT_NEEDED = re.compile(r"n\s?/?\s?a|not (?:applicable|needed|required)", re.IGNORECASE)
# Both begin where a run of blanks or dashes does: tried from each place within one, a long run takes minutes.
ASKED = re.compile(r"(?<![\s–—-])[\s–—-]*\(?\bkey questions?\b:?\s*([\d\s,&–-]+(?:and\s*\d+)?)\)?", re.IGNORECASE)
OFTEN = re.compile(r"(?<!\s)\s*\(([^()]+)\)\s*$")
NO_ROW_ABOVE = "It names no activity, and no row above it does."
TOO_LONG = "Its {} is longer than {:,} characters."
ACROSS = "It names no activity: it is taken as said across all sectors of the row above."
LONGEST = {ACTIVITY: 300, HOW_OFTEN: 80}
LONGEST_CELL = 5_000
LONGEST_HEADING = 40


@dataclass
class Cell:
    kind: CellKind
    words: str = ""


@dataclass
class CoverRow:
    title: str
    words: str = ""
    how_often: str = ""
    questions: tuple[int, ...] = ()
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass
class CoverSection:
    title: str
    questions: tuple[int, ...] = ()
    introduction: str = ""
    rows: list[CoverRow] = field(default_factory=list)


@dataclass
class CoveragePreview:
    sections: list[CoverSection] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    told: dict[int, Explained] = field(default_factory=dict)

    @property
    def rows_in(self) -> int:
        return self.made + len(self.refused)

    @property
    def made(self) -> int:
        return sum(not explained.is_heading for explained in self.told.values())

    def explained(self) -> dict[int, Explained]:
        return self.told

    @property
    def questions(self) -> set[int]:
        return {number for section in self.sections for row in section.rows for number in row.questions}


def recognise(cells: Sequence[str]) -> Columns | None:
    """A heading row names two sectors or more, and little else; the first column that names none is what is done."""
    columns: Columns = {}
    for place, cell in enumerate(cells):
        if len(cell) > LONGEST_HEADING:
            continue
        found = next((str(column) for column, said in _PATTERNS if said.fullmatch(cell.strip())), None)
        if found and found not in columns.values():
            columns[place] = found
    others = sum(1 for cell in cells if cell.strip()) - len(columns) - 1
    if len(set(columns.values()) & set(Sector.values)) < 2 or others > len(columns):
        return None
    activity = next((place for place, cell in enumerate(cells) if place not in columns and cell.strip()), None)
    if activity is None and 0 in columns:
        return None
    columns[0 if activity is None else activity] = ACTIVITY
    return columns


def preview(
    found: Tables,
    *,
    columns: Mapping[int, str] | None = None,
    corrections: Mapping[int, Correction] | None = None,
) -> CoveragePreview:
    """What a file would make. A table's heading row may stand on each page anew."""
    made = CoveragePreview(notes=list(found.notes))
    known = dict(columns) if columns else None
    for table in found.tables:
        walk = _Rows(
            table,
            recognise,
            columns=known,
            corrections=corrections or {},
            notes=made.notes,
            refused=made.refused,
            made=made,
        )
        walk.go()
        known = walk.columns
    made.refused.sort(key=lambda each: each.row)
    made.sections = [section for section in made.sections if section.rows or section.title]
    return made


@dataclass
class _Rows(Walk):
    made: CoveragePreview = field(default_factory=CoveragePreview)

    def begin(self, title: str, row: int | None) -> None:
        words, questions = _without_questions(title)
        self.made.sections.append(CoverSection(words[:300], questions))
        if row is not None:
            self.made.told[row] = Explained([("Heading", words), *_asked(questions)], is_heading=True)

    def _begin_or_refuse(self, row: Row) -> None:
        """A cell alone: a heading, what is said below one, or an activity that goes across all sectors."""
        place, text = next((place, cell) for place, cell in enumerate(row.cells) if cell)
        is_activity = self.columns is None or self.columns.get(place, ACTIVITY) == ACTIVITY
        if not is_activity:
            self._across(row, text)
        elif ASKED.search(text) and len(text) > LONGEST_SENTENCE_OF_A_TITLE:
            self._paragraphs(row, text)
        elif len(text) > LONGEST_SENTENCE_OF_A_TITLE and self.made.sections:
            section = self.made.sections[-1]
            section.introduction = "\n\n".join(filter(None, (section.introduction, text)))
            self.made.told[row.number] = Explained([("Said below the heading", text)], is_heading=True)
        else:
            self.begin(" ".join(text.split()), row.number)

    def take(self, row: Row, said: dict[str, str], correction: Correction) -> None:
        too_long = next(
            (column for column, text in said.items() if len(text) > LONGEST.get(column, LONGEST_CELL)), None
        )
        if too_long:
            self.refuse(row, TOO_LONG.format(COLUMNS[too_long].lower(), LONGEST.get(too_long, LONGEST_CELL)), said)
            return
        title, questions = _without_questions(" ".join(said.get(ACTIVITY, "").split()))
        if not title:
            self._across(row, "\n".join(said[sector] for sector in Sector.values if said.get(sector)), said)
            return
        title, often = _without_frequency(title)
        made = CoverRow(
            title=title,
            how_often=said.get(HOW_OFTEN, "") or often,
            questions=questions or _numbers(said.get(QUESTIONS, "")) or self._section().questions,
            cells={sector: _cell(said[sector]) for sector in Sector.values if said.get(sector, "").strip()},
        )
        self._section().rows.append(made)
        self.made.told[row.number] = Explained(_makes(made), [], said)

    def _across(self, row: Row, text: str, said: Mapping[str, str] | None = None) -> None:
        rows = self._section().rows
        if not rows:
            self.refuse(row, NO_ROW_ABOVE, said)
            return
        rows[-1].words = "\n".join(filter(None, (rows[-1].words, text)))
        doubts = [] if row.number in self.corrections else [ACROSS]
        self.made.told[row.number] = Explained(
            [("Under", rows[-1].title), ("Across all sectors", text)], doubts, said or self._by_column(row)
        )

    def _paragraphs(self, row: Row, text: str) -> None:
        """Each paragraph of a cell across the table is an activity, named by what stands before its colon."""
        makes = []
        self.begin("", None)
        for paragraph in filter(None, text.splitlines()):
            words, questions = _without_questions(re.sub(r"</?p>", "", paragraph).strip())
            title, colon, rest = words.partition(":")
            is_named = bool(colon) and len(title) <= LONGEST_SENTENCE_OF_A_TITLE
            made = CoverRow(title if is_named else words[:300], rest.strip() if is_named else "", questions=questions)
            self._section().rows.append(made)
            makes += _makes(made)
        self.made.told[row.number] = Explained(makes, [], self._by_column(row))

    def _section(self) -> CoverSection:
        if not self.made.sections:
            self.made.sections.append(CoverSection(""))
        return self.made.sections[-1]


def _cell(text: str) -> Cell:
    text = text.strip()
    if TICKED.fullmatch(text):
        return Cell(CellKind.TICK)
    if NOT_NEEDED.fullmatch(text):
        return Cell(CellKind.NOT_NEEDED)
    return Cell(CellKind.WORDS, text)


def _without_questions(text: str) -> tuple[str, tuple[int, ...]]:
    """ "Themed reports (KEY QUESTIONS 1 & 2)" in two parts."""
    found = ASKED.search(text)
    if found is None:
        return text.strip(), ()
    return f"{text[: found.start()]}{text[found.end() :]}".strip(" –—-:"), _numbers(found[1])


def _numbers(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", text):
        numbers += range(int(first), min(int(last or first), int(first) + 20) + 1)
    return tuple(dict.fromkeys(numbers))


def _without_frequency(title: str) -> tuple[str, str]:
    """ "Section 11 audits: (Annual)" in two parts."""
    found = OFTEN.search(title)
    if found and read_timescale(found[1]).frequency:
        return title[: found.start()].rstrip(" :"), found[1].strip()
    return title, ""


def _asked(questions: tuple[int, ...]) -> list[tuple[str, str]]:
    return [("Key questions", ", ".join(map(str, questions)))] if questions else []


def _makes(row: CoverRow) -> list[tuple[str, str]]:
    cells = [
        (COLUMNS[sector], cell.words if cell.kind == CellKind.WORDS else str(cell.kind.label))
        for sector, cell in row.cells.items()
    ]
    return [
        ("Activity", row.title),
        *_asked(row.questions),
        *([("Across all sectors", row.words)] if row.words else []),
        *cells,
        *([("How often", row.how_often)] if row.how_often else []),
    ]
