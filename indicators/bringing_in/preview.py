"""A table of indicators, row by row. No row goes unsaid: each is made or refused."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from frameworks.bringing_in.explaining import Explained
from indicators.analysis.units import Unit
from indicators.bringing_in import words
from indicators.bringing_in.columns import COLUMNS, recognise
from indicators.enums import FREQUENCIES, Breakdown, Counted, IndicatorStatus
from lscb.core.downloads import FORMULA_STARTS
from lscb.core.reading import Correction, Refusal, Row, Tables, Walk

NO_TITLE = "It has no title."
IS_THERE = "{} is in the library already."
TWICE = "{} stands in row {} already."
TOO_LONG = "Its {} is longer than {} characters."
NO_CODE = "It has no code: it is called {} until it is given one."
NO_DEFINITION = "It has no definition: the title stands for it until somebody writes one."
NOT_HERE = "Nothing here is called “{}”: {} is left out."
NOT_AGREED = "It has no supplier that is known here, so it is brought in as proposed."
LIMITS = {"code": 40, "title": 200, "numerator_words": 200, "denominator_words": 200, "source": 300, "reference": 300,
          "breakdown_groups": 200, "breakdown_name": 60, "group_name": 100, "added_up_by": 60,
          "definition": 10_000, "why_it_matters": 10_000}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is here already: by how a person would name it, its key."""

    codes: Mapping[str, int] = field(default_factory=dict)
    agencies: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    priorities: Mapping[str, int] = field(default_factory=dict)
    key_questions: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Proposed:
    """One indicator as a row would make it. ``others``: relation -> codes; ``ties``: relation -> keys."""

    row: int
    values: dict[str, Any]
    others: dict[str, list[str]] = field(default_factory=dict)
    ties: dict[str, list[int]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return str(self.values["code"])


@dataclass
class LibraryPreview:
    indicators: list[Proposed] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: dict[int, Explained] = field(default_factory=dict)

    @property
    def rows_in(self) -> int:
        return self.made + len(self.refused)

    @property
    def made(self) -> int:
        return len(self.indicators)

    def explained(self) -> dict[int, Explained]:
        return self.headings | {one.row: Explained(_makes(one), one.doubts, one.said) for one in self.indicators}


def preview(
    found: Tables,
    *,
    known: Known,
    columns: Mapping[int, str] | None = None,
    corrections: Mapping[int, Correction] | None = None,
) -> LibraryPreview:
    made = LibraryPreview(notes=list(found.notes))
    at = dict(columns) if columns else None
    for table in found.tables:
        walk = _Rows(
            table, recognise, columns=at, corrections=corrections or {}, notes=made.notes, refused=made.refused,
            made=made, known=known,
        )  # fmt: skip
        walk.go()
        at = walk.columns
    _settle_others(made, known)
    made.refused.sort(key=lambda each: each.row)
    return made


@dataclass
class _Rows(Walk):
    made: LibraryPreview = field(default_factory=LibraryPreview)
    known: Known = field(default_factory=Known)

    def begin(self, title: str, row: int | None) -> None:
        if row is not None:
            self.made.headings[row] = Explained([("Heading", title)], is_heading=True)

    def take(self, row: Row, said: dict[str, str], correction: Correction) -> None:
        said = {column: _bare(text.strip()) for column, text in said.items() if column in COLUMNS}
        title = " ".join(said.get("title", "").split())
        if not title:
            self.refuse(row, NO_TITLE, said)
            return
        code, doubts = "_".join(said.get("code", "").split()), []
        if not code:
            code = f"B-{row.number}"
            doubts.append(NO_CODE.format(code))
        said_once = said | {"source": " ".join(said.get("source", "").split())}
        texts = {name: said_once.get(name, "") for name in LIMITS} | {"code": code, "title": title}
        too_long = next((name for name, most in LIMITS.items() if len(texts[name]) > most), None)
        earlier = next((one.row for one in self.made.indicators if one.code.casefold() == code.casefold()), None)
        if too_long:
            self.refuse(row, TOO_LONG.format(COLUMNS[too_long].lower(), f"{LIMITS[too_long]:,}"), said)
        elif code.casefold() in self.known.codes:
            self.refuse(row, IS_THERE.format(code), said)
        elif earlier is not None:
            self.refuse(row, TWICE.format(code, earlier), said)
        else:
            self.made.indicators.append(self._proposed(row, said, texts, doubts))

    def _proposed(self, row: Row, said: dict[str, str], texts: dict[str, str], doubts: list[str]) -> Proposed:
        if not texts["definition"]:
            texts["definition"] = texts["title"]
            doubts.append(NO_DEFINITION)
        unit, unit_doubt = words.read_unit(said.get("unit", ""), texts["title"])
        values: dict[str, Any] = {**texts, "unit": unit.value}
        year = said.get("year_kind", "")
        frequency, frequency_doubt = words.read_frequency(said.get("frequency", ""), year, FREQUENCIES)
        readings = {
            "counted": words.read_counted(said.get("counted", ""), unit, frequency),
            "polarity": words.read_polarity(said.get("polarity", "")),
            "year_kind": words.read_year(year),
            "frequency": (frequency, frequency_doubt),
            "decimals": words.read_decimals(said.get("decimals", ""), unit),
            "breakdown": words.read_choice(said.get("breakdown", ""), dict(Breakdown.choices), Breakdown.NONE.value),
            "status": words.read_choice(
                said.get("status", ""), dict(IndicatorStatus.choices), IndicatorStatus.PROPOSED.value
            ),
            "checked_on": words.read_date(said.get("checked_on", "")),
        }
        values |= {name: reading for name, (reading, _doubt) in readings.items()}
        values["polarity"] = values["polarity"].value
        doubts += [doubt for doubt in (unit_doubt, *(doubt for _reading, doubt in readings.values())) if doubt]
        if values["group_name"] and not (values["breakdown_name"] and said.get("parent")):
            values["group_name"] = ""
            doubts.append("It names no whole that it is a group of: its group is left out.")
        if unit == Unit.NUMBER and values["denominator_words"]:
            values["denominator_words"] = ""
            doubts.append("A number is not out of anything: its denominator is left out.")
        if values["breakdown_groups"]:
            values["breakdown"] = Breakdown.GROUPS.value
        made = Proposed(row.number, values, doubts=doubts, said=said)
        self._tie(made, said)
        return made

    def _tie(self, made: Proposed, said: Mapping[str, str]) -> None:
        for name, among in (("supplier", self.known.agencies), ("owner_group", self.known.groups)):
            made.values[f"{name}_id"] = self._one(made, said.get(name, ""), among, COLUMNS[name])
        if made.values["status"] == IndicatorStatus.AGREED and made.values["supplier_id"] is None:
            made.values["status"] = IndicatorStatus.PROPOSED.value
            made.doubts.append(NOT_AGREED)
        for name, among in (
            ("other_suppliers", self.known.agencies),
            ("priorities", self.known.priorities),
            ("key_questions", self.known.key_questions),
        ):
            found = (self._one(made, each, among, COLUMNS[name]) for each in _parts(said.get(name, "")))
            made.ties[name] = [key for key in found if key is not None]
        for name in ("parent", "replaces", "similar_to"):
            made.others[name] = ["_".join(each.split()) for each in _parts(said.get(name, ""))]

    def _one(self, made: Proposed, name: str, among: Mapping[str, int], label: str) -> int | None:
        key = among.get(" ".join(name.casefold().split()))
        if name and key is None:
            made.doubts.append(NOT_HERE.format(name, label.lower()))
        return key


def _settle_others(made: LibraryPreview, known: Known) -> None:
    """Codes of this table or of the library; others are said."""
    here = {one.code.casefold() for one in made.indicators} | known.codes.keys()
    for one in made.indicators:
        for name, codes in one.others.items():
            missing = [code for code in codes if code.casefold() not in here or code == one.code]
            one.doubts += [NOT_HERE.format(code, COLUMNS[name].lower()) for code in missing]
            one.others[name] = [code for code in codes if code not in missing]


def _bare(text: str) -> str:
    """Without the apostrophe that our own CSV puts before what a spreadsheet would run."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def _parts(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in re.split(r"[;\n]", text)))


def _makes(one: Proposed) -> list[tuple[str, str]]:
    """What a person would check, in the order of the columns."""
    said = {**one.values, "unit": Unit(one.values["unit"]).label}
    shown = (
        "code",
        "title",
        "definition",
        "unit",
        "counted",
        "decimals",
        "polarity",
        "frequency",
        "year_kind",
        "source",
        "status",
    )
    labels = {**dict(FREQUENCIES), **dict(IndicatorStatus.choices), **dict(Counted.choices)}
    return [
        (COLUMNS[name], str(labels.get(str(said[name]), said[name]))) for name in shown if said[name] not in {"", None}
    ]


def day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else ""
