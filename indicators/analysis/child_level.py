"""Whether a table says something of single children. It is then refused: the Board collects totals, nothing else. Pure.

Names are known by their heading alone, for places look like people; numbers by their check digit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# How far down a table the rows are looked for that name its columns.
HEADINGS_WITHIN = 25

HEADINGS = {
    "a name": {
        "first name", "forename", "forenames", "given name", "surname", "family name", "last name", "full name",
        "child name", "childs name", "name of child", "young persons name", "pupil name", "patient name",
        "client name", "service user name", "mothers name", "fathers name", "parent name",
    },
    "a date of birth": {"dob", "d o b", "date of birth", "birth date", "birthdate", "childs date of birth"},
    "a unique pupil number": {"upn", "unique pupil number"},
    "an NHS number": {"nhs number", "nhs no", "nhs num", "nhsnumber"},
    "a postcode": {"postcode", "post code", "home postcode", "childs postcode", "home address", "address"},
    "a case number": {"child id", "childid", "person id", "personid", "pupil id", "case number", "patient id"},
}  # fmt: skip

# Headings that may stand over groups as well: only where a name stands below, and no count.
OF_ONE = {"child", "young person", "pupil", "patient", "service user", "initials", "childs initials", "name of client"}
_A_NAME = re.compile(r"[A-Z][a-z]*\.?(?:[ -][A-Z][A-Za-z'’-]*\.?){1,3}|[A-Z](?:\.? ?[A-Z]){1,2}\.?")

_NHS = re.compile(r"([0-9]{3})[ -]?([0-9]{3})[ -]?([0-9]{4})")
_UPN = re.compile(r"([A-HJ-NP-RT-Z])([0-9]{11})([0-9A-HJ-NP-RT-Z])")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_POSTCODE = re.compile(
    r"(?:[A-PR-UWYZ][0-9][0-9A-HJKPS-UW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRV-Y]?)"
    r" ?[0-9][ABD-HJLNP-UW-Z]{2}"
)
# The same where they stand among words. A number's decimals, an address of a page and a longer number are none.
_NHS_AMONG = re.compile(r"(?<![\w/.,-])[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}(?![\w/-]|[.,][0-9])")
_UPN_AMONG = re.compile(r"(?<![\w/.-])[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z](?![\w/-])")
_POSTCODE_AMONG = re.compile(rf"(?<![\w/.-])(?:{_POSTCODE.pattern.replace(' ?', ' ')})(?![\w/-])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)?[0-9]{2}")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Sign:
    """What one row holds that is one child's. The thing itself is not repeated."""

    row: int
    what: str

    @property
    def sentence(self) -> str:
        return (
            f"It looks as if it says something of single children: row {self.row} holds {self.what}. "
            "It was not kept. Send totals only: no names, dates of birth, pupil or NHS numbers, or postcodes."
        )


def first_sign(rows: Iterable[tuple[int, Sequence[str]]]) -> Sign | None:
    """``rows``: each with its number. The first cell that gives a child away, or nothing."""
    return next(_signs(list(rows)), None)


def sign_in(text: str) -> str:
    """What one cell holds that is one child's, or nothing."""
    written = text.strip().upper()
    if is_nhs_number(written):
        return "an NHS number"
    if is_upn(written):
        return "a unique pupil number"
    if _POSTCODE.fullmatch(written):
        return "a postcode"
    return _among_words(text)


def _among_words(text: str) -> str:
    """In a comment, which says more than a count should: by its check digit, or as a postcode is written."""
    if any(is_nhs_number(match[0]) for match in _NHS_AMONG.finditer(text)):
        return "an NHS number"
    if any(is_upn(match[0]) for match in _UPN_AMONG.finditer(text)):
        return "a unique pupil number"
    return "a postcode" if _POSTCODE_AMONG.search(text) else ""


def is_nhs_number(text: str) -> bool:
    """Ten digits, the last of which checks the others."""
    match = _NHS.fullmatch(text)
    if match is None or text.count(" ") + text.count("-") == 1:
        return False
    digits = [int(digit) for digit in "".join(match.groups())]
    check = -sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return len(set(digits)) > 1 and check == digits[9]


def is_upn(text: str) -> bool:
    """Thirteen places, of which the first, a letter, checks the others."""
    match = _UPN.fullmatch(text)
    if match is None:
        return False
    values = [int(digit) for digit in match[2]]
    values.append(int(match[3]) if match[3].isdigit() else _UPN_LETTERS.index(match[3]))
    return _UPN_LETTERS[sum(weight * value for weight, value in enumerate(values, 2)) % 23] == match[1]


def _signs(rows: list[tuple[int, Sequence[str]]]) -> Iterator[Sign]:
    for place, (_, cells) in enumerate(rows[:HEADINGS_WITHIN]):
        for at, cell in enumerate(cells):
            if (what := _named(cell)) and (below := _below(rows[place + 1 :], at)):
                yield Sign(below, what)
            elif _bare(cell) in OF_ONE and (below := _called(rows[place + 1 :], at)):
                yield Sign(below, "a child’s name or initials")
            elif _NOT_LETTERS.sub(" ", cell.casefold()).strip() == "name" and (below := _dated(rows[place + 1 :])):
                yield Sign(below, "a name with a date")
    for number, cells in rows:
        for cell in cells:
            if what := sign_in(cell):
                yield Sign(number, what)


def _named(cell: str) -> str:
    if len(cell) > 40:
        return ""
    words = _bare(cell)
    return next((what for what, headings in HEADINGS.items() if words in headings), "")


def _bare(cell: str) -> str:
    return _NOT_LETTERS.sub(" ", cell.casefold().replace("'", "").replace("’", "")).strip()


def _called(rows: list[tuple[int, Sequence[str]]], at: int) -> int:
    """The first row that has what may be somebody's name in this column."""
    return next((number for number, cells in rows if at < len(cells) and _A_NAME.fullmatch(cells[at].strip())), 0)


def _below(rows: list[tuple[int, Sequence[str]]], at: int) -> int:
    """The first row with something in this column."""
    return next((number for number, cells in rows if at < len(cells) and cells[at].strip(" -–—")), 0)


def _dated(rows: list[tuple[int, Sequence[str]]]) -> int:
    """The first row with a day that neither begins nor ends a month: people are born on any."""
    for number, cells in rows:
        for cell in cells:
            if _DATE.fullmatch(cell.strip()) and not re.search(r"(?:^|\D)(?:0?1|28|29|30|31)(?:\D|$)", cell.strip()):
                return number
    return 0
