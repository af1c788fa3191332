"""A period as files write it: Q1 2025/26, 201718, Apr–Jun 2025, 30 June 2025, or a year that was reported in. Pure."""

import re
from datetime import date
from functools import lru_cache

from lscb.core.periods import MONTHS, Period, PeriodError, PeriodKind, YearKind, parse_period, period_containing

_SIX_DIGITS = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})")
_ISO = re.compile(r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})")
_BRITISH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]((?:19|20)?[0-9]{2})")
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.? ((?:19|20)[0-9]{2})", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:quarter|qtr)\s?([1-4])\b", re.IGNORECASE)
_MONTHS = re.compile(
    r"([a-z]{3,9})\.?(?: (?:(?:19|20)?[0-9]{2}))? ?(?:-|–|to) ?([a-z]{3,9})\.? ((?:19|20)?[0-9]{2})", re.IGNORECASE
)
_SHORT_YEARS = re.compile(r"(?<![0-9/–-])([0-9]{2}) ?([/–-]) ?([0-9]{2})(?![0-9/–-])")
_MONTH = re.compile(r"([a-z]{3,9})[ -]([0-9]{2})", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Years that are called by the one in which they end.
ENDING = {"reporting year", "financial year", "year ending", "year ending 31 march"}
BEGINNING = {"year beginning"}


@lru_cache(maxsize=1024)  # thousands of rows name the same few
def period_named(text: str, kind: str, year_kind: str, *, identifier: str = "") -> Period:
    """Of the kind the indicator is collected in; ``identifier`` is what the file says its years are."""
    wanted, years = PeriodKind(kind), YearKind(year_kind)
    written = _in_full(text)
    period = _dated(written, wanted, years) or _spanned(written, wanted, years)
    if period is None:
        period = parse_period(_year_in_full(written, years, identifier), years)
    if period.kind != wanted:
        raise PeriodError(f"{period.label} is not {_WORDS[wanted]}, as this indicator is collected.")
    return period


def is_period(text: str) -> bool:
    """Whether it names a period of any kind, in any kind of year."""
    written = _in_full(text)
    if not any(sign.isdigit() for sign in written):
        return False
    for years in YearKind:
        for kind in PeriodKind:
            try:
                found = _dated(written, kind, years) or _spanned(written, kind, years)
                if found or parse_period(_year_in_full(written, years, ""), years):
                    return True
            except PeriodError:
                continue
    return False


def _in_full(text: str) -> str:
    """Quarter 1 24/25 as Q1 2024/25."""
    written = _QUARTER.sub(r"Q\1", " ".join(text.split()))
    return _SHORT_YEARS.sub(_as_one_year, written)


def _as_one_year(match: "re.Match[str]") -> str:
    first, second = int(match[1]), int(match[3])
    return f"20{match[1]}/{match[3]}" if second == (first + 1) % 100 else match[0]


_WORDS = {
    PeriodKind.MONTH: "one month",
    PeriodKind.TWELVE_WEEKS: "twelve weeks",
    PeriodKind.QUARTER: "a quarter",
    PeriodKind.TERM: "a term",
    PeriodKind.HALF_YEAR: "half a year",
    PeriodKind.YEAR: "a year",
}


def _dated(written: str, kind: PeriodKind, years: YearKind) -> Period | None:
    """The period that a day lies in."""
    if match := _ISO.fullmatch(written):
        parts = int(match[1]), int(match[2]), int(match[3])
    elif match := _BRITISH.fullmatch(written):
        parts = int(match[3] if len(match[3]) > 2 else f"20{match[3]}"), int(match[2]), int(match[1])
    elif match := _IN_WORDS.fullmatch(written):
        parts = int(match[3]), _month(match[2]), int(match[1])
    else:
        return None
    try:
        return period_containing(date(*parts), kind, years)
    except ValueError as error:
        raise PeriodError(f"“{written}” is no day of the calendar.") from error


def _spanned(written: str, kind: PeriodKind, years: YearKind) -> Period | None:
    """From month to month; the year is that of the last."""
    if match := _MONTH.fullmatch(written):
        month = _month(match[1])
        return period_containing(date(2000 + int(match[2]), month, 1), PeriodKind.MONTH, years) if month else None
    match = _MONTHS.fullmatch(written)
    if match is None:
        return None
    first, last, year = _month(match[1]), _month(match[2]), int(match[3] if len(match[3]) > 2 else f"20{match[3]}")
    if not first or not last:
        return None
    period = period_containing(date(year, last, 1), kind, years)
    if (period.starts_on.month, period.ends_on.month) != (first, last):
        raise PeriodError(f"“{written}” is not {_WORDS[kind]}, as this indicator is collected.")
    return period


def _year_in_full(written: str, years: YearKind, identifier: str) -> str:
    if match := _SIX_DIGITS.fullmatch(written):
        return f"{match[1]}/{match[2]}"
    named = " ".join(identifier.casefold().split())
    if _YEAR.fullmatch(written) and named in ENDING | BEGINNING and years != YearKind.CALENDAR:
        first = int(written) - (named in ENDING)
        return f"{first}/{(first + 1) % 100:02}"
    return written


def _month(word: str) -> int:
    named = word.capitalize()
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(named[:9])), 0)
