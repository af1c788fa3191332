"""A neighbour model out of a file: a row for each authority with its neighbours beside it, or a list of ours. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.sheets.benchmarks import OLD_CODE, ONS_CODE, ROLES, Rows, folded
from indicators.sheets.figures import NotTaken
from indicators.sheets.reading import SheetError

_NEIGHBOUR = re.compile(r"sn ?([0-9]{1,2})")
NO_MODEL = (
    "It names no neighbours: there must be columns SN1, SN2 and so on beside each authority, "
    "or a list of authorities by code."
)
NOT_THERE = "No row of it is about {}. Write our authority as the file does, by name or code."
NO_CODE = "It names no authority by a code."
NO_NEIGHBOURS = "Its row names no neighbours."


@dataclass(frozen=True, slots=True)
class Named:
    """An authority by whatever code the file has, with its name where it says one."""

    code: str
    name: str = ""
    closeness: str = ""


@dataclass(slots=True)
class Model:
    """Our own authority, and those like it in order; what became of the other rows."""

    own: Named | None = None
    neighbours: list[Named] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    left_out: list[NotTaken] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)


def neighbours_in(tables: Iterable[Rows], own: str) -> Model:
    """``own``: our authority's name or code. A list of authorities is taken as its neighbours, the first the likest."""
    for rows in tables:
        for at, (_number, cells) in enumerate(rows):
            names = [folded(cell) for cell in cells]
            places = {int(match[1]): n for n, name in enumerate(names) if (match := _NEIGHBOUR.fullmatch(name))}
            codes = _columns(names, "authority_code", "authority_old_code")
            if codes and places:
                return _wide(rows[at + 1 :], names, codes, [places[n] for n in sorted(places)], own)
            if codes and (name_at := _columns(names, "authority_name")):
                return _list(rows[at + 1 :], codes, name_at[0], own)
    raise SheetError(NO_MODEL)


def _columns(names: Sequence[str], *roles: str) -> list[int]:
    called = [name for role in roles for name in ROLES[role][1]]
    return [names.index(name) for name in called if name in names]


def _wide(rows: Rows, names: list[str], codes: list[int], places: list[int], own: str) -> Model:
    model, by_code = Model(), {}
    own_cells: Sequence[str] | None = None
    name_at = _columns(names, "authority_name")
    for number, cells in rows:
        model.rows.append(number)
        here = _named(cells, codes, name_at[0] if name_at else None)
        if here is None:
            model.refused.append(NotTaken(number, NO_CODE))
            continue
        by_code[here.code] = here.name
        if own_cells is None and folded(own) in {folded(here.name), folded(here.code)}:
            model.own, own_cells = here, cells
        else:
            model.left_out.append(NotTaken(number, "It is about another authority."))
    if own_cells is None:
        raise SheetError(NOT_THERE.format(f"“{own}”"))
    for at in places:
        code = _cell(own_cells, at)
        if _is_code(code):
            # How close it is stands in the column after it.
            beside = names[at + 1] if at + 1 < len(names) else ""
            close = _cell(own_cells, at + 1) if beside.startswith("sn") and beside not in _plain(places, names) else ""
            model.neighbours.append(Named(code, by_code.get(code, ""), close))
    if not model.neighbours:
        raise SheetError(NO_NEIGHBOURS)
    return model


def _list(rows: Rows, codes: list[int], name_at: int, own: str) -> Model:
    model = Model()
    for number, cells in rows:
        model.rows.append(number)
        here = _named(cells, codes, name_at)
        if here is None:
            model.refused.append(NotTaken(number, NO_CODE))
        elif folded(own) in {folded(here.name), folded(here.code)}:
            model.own = here
            model.left_out.append(NotTaken(number, "It is our own authority."))
        elif here.code in {one.code for one in model.neighbours}:
            model.refused.append(NotTaken(number, f"{here.name or here.code} stands above it already."))
        else:
            model.neighbours.append(here)
    if not model.neighbours:
        raise SheetError(NO_MODEL)
    return model


def _plain(places: list[int], names: list[str]) -> set[str]:
    return {names[at] for at in places}


def _named(cells: Sequence[str], codes: list[int], name_at: int | None) -> Named | None:
    code = next((code for at in codes if _is_code(code := _cell(cells, at))), "")
    return Named(code, _cell(cells, name_at) if name_at is not None else "") if code else None


def _is_code(text: str) -> bool:
    return bool(ONS_CODE.fullmatch(text) or OLD_CODE.fullmatch(text))


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""
