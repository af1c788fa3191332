"""Runs of dates in words: lists that share a year or a month, ranges, numbers with strokes. No year is ever guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from frameworks.timescales.partial import PartialDate
from frameworks.timescales.words import MONTH, MONTH_NAMES

YEAR = r"(?:19[89]|20[0-9])[0-9]\b"
# Two years in one, as 2011/12 or 2011-2012: a year that begins in one and ends in the other.
SPAN = rf"(?:{YEAR})\s?[/–-]\s?(?:20)?[0-9]{{2}}\b(?![/.-][0-9])"
DAY = r"(?:[0-9]{1,2})(?:\s?(?:st|nd|rd|th)\b)?"
# A year in two figures, where nothing else can be meant by them: "14 Jul 07" at an end or before a new word of time.
SHORT_ENDS = (
    r"(?![0-9])(?=\s*(?:$|[,;:()\n&]|[.](?![0-9])|[–—-]|(?:and|to|then|next|due|last|completed?|done)\b))"
    r"(?!\s*[:-][0-9])"
)
SEASON = r"(?:spring|summer|autumn|winter|christmas|easter|michaelmas)(?:\s+term)?"
QUARTER = r"(?:q[1-4]|quarter\s+[1-4]|(?:1st|2nd|3rd|4th|first|second|third|fourth|last)\s+quarter(?:\s+of)?|h[12])"
_PATTERNS = {
    "iso": r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+|\s+00:00:00)?(?![0-9])",
    "strokes": r"(?P<d>[0-9]{1,2})(?P<s>[/.-])(?P<mo>[0-9]{1,2})(?P=s)(?P<y>[0-9]{4}|[0-9]{2})(?![0-9/])",
    "month_year": r"(?P<mo2>0?[1-9]|1[0-2])[/.](?P<y2>(?:19|20)[0-9]{2})(?![0-9/])",
    "part_of_year": rf"(?P<part>{SEASON}|{QUARTER})[\s,]*(?:of\s+)?(?P<py>{SPAN}|{YEAR})",
    "year_of_part": rf"(?P<ypy>{YEAR})\s+(?P<ypart>q[1-4]\b|{SEASON})(?!\s*(?:{YEAR}))",
    "named_span": r"(?P<named>(?:f\.?/?y|(?:academic|financial|school|fiscal|municipal)\s+years?)"
    rf"\.?\s*(?:{SPAN}|{YEAR})|{SPAN})",
    "days": rf"(?P<days>{DAY}(?:\s*(?:,|and|&|/|-|–|to)\s*{DAY}){{0,30}})[\s-]*(?:of\s+)?(?P<dm>{MONTH})\.?"
    rf"(?:[\s/-]+(?P<dy>[0-9]{{2}}){SHORT_ENDS})?",
    "month_day": rf"(?P<md>{MONTH})\.?\s+(?P<mday>{DAY})(?=,?\s+{YEAR})",
    "short_year": rf"(?P<sm>{MONTH})\.?\s*(?:['’‘]|-(?=[0-9]{{2}}\b))\s?(?P<sy>[0-9]{{2}})\b(?![/.-][0-9])",
    "month_number": rf"(?P<mn>{MONTH})\.?\s+[0-9]{{2}}{SHORT_ENDS}",
    "month": rf"(?P<m>{MONTH})",
    "apostrophe": r"['’‘](?P<ay>[0-9]{2})\b(?![/.-][0-9])",
    "year": rf"(?P<year>{YEAR})(?![/.-][0-9])",
}
PIECES = [(name, re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)) for name, pattern in _PATTERNS.items()]
JOIN = re.compile(
    r"\s*(?:(?P<to>-|–|—|\bto\b|\buntil\b|\bthrough\b)|,?\s*(?:(?:and|or|of)\b|&)|[,/+&])\s*|\s+", re.IGNORECASE
)
OF_A_LAW = re.compile(
    r"(?:act|together|regulations?|guidance|bill|order|framework|standards|strategy|plan)\s*\(?$", re.I
)


@dataclass
class Item:
    """One date of a run, waiting for its year or done with it."""

    text: str
    months: tuple[int, int | None] | None = None  # month, and day where it has one
    date: PartialDate | None = None
    opens_range: bool = False
    doubts: list[str] = field(default_factory=list)


@dataclass
class Run:
    """Dates that stand together, and where the words after them begin."""

    items: list[Item]
    end: int
    text: str = ""

    @property
    def is_bare_year(self) -> bool:
        return self.items[0].date is not None and self.items[0].text.isdigit()

    @property
    def ends(self) -> list[PartialDate]:
        return [item.date for item in self.items if item.date and not item.opens_range]

    @property
    def openings(self) -> list[PartialDate]:
        return [item.date for item in self.items if item.date and item.opens_range]

    @property
    def months(self) -> list[int]:
        """Months of a run that names no year at all: June, or June and December."""
        if any(item.date or item.opens_range or not item.months for item in self.items):
            return []
        return [item.months[0] for item in self.items if item.months]

    @property
    def unread(self) -> list[str]:
        if self.months and not any(item.months and item.months[1] for item in self.items):
            return [doubt for item in self.items for doubt in item.doubts]
        if not any(item.date for item in self.items):
            return [self.text]
        return [word for item in self.items for word in ([*item.doubts] if item.date else [item.text])]


def run_at(text: str, at: int) -> Run | None:
    """The run of dates that begins here, if one does."""
    items: list[Item] = []
    end, place = at, at
    while found := _piece(text, place):
        name, match = found
        if name == "month" and _is_a_verb(text, match):
            break
        if name == "year" and not items and OF_A_LAW.search(text[:at]):
            return Run([Item(match[0])], match.end(), match[0])
        _take(name, match, items)
        end = match.end()
        joined = JOIN.match(text, end)
        if joined is None:
            break
        if joined["to"] and items:
            following = _piece(text, joined.end())
            # "Feb - 2010" is one date.
            is_its_year = following is not None and following[0] == "year" and items[-1].date is None
            items[-1].opens_range = following is not None and not is_its_year
        place = joined.end()
    return Run(items, end, " ".join(text[at:end].split())) if items else None


def month_number(word: str) -> int:
    return next(n for n, name in enumerate(MONTH_NAMES, 1) if name.startswith(word.lower()[:3]))


def _piece(text: str, at: int) -> tuple[str, re.Match[str]] | None:
    return next(((name, match) for name, pattern in PIECES if (match := pattern.match(text, at))), None)


def _is_a_verb(text: str, match: re.Match[str]) -> bool:
    """It may be, they march: months are written large, or have a year beside them."""
    return match["m"] in {"may", "march", "mar"} and not re.match(
        rf"\s*(?:$|[,.;)/&]|and\b|{YEAR})", text[match.end() :]
    )


def _take(name: str, match: re.Match[str], items: list[Item]) -> None:
    if name in {"iso", "strokes", "month_year", "part_of_year", "year_of_part", "named_span"}:
        items.append(_by_itself(name, match, " ".join(match[0].split())))
    elif name == "days":
        items.extend(_days(match))
        if match["dy"]:
            _name_year(_in_full(match["dy"]), items)
    elif name == "month_day":
        day = int(re.findall(r"[0-9]+", match["mday"])[0])
        items.append(Item(match[0], (month_number(match["md"]), day)))
    elif name == "short_year":
        items.append(Item(match[0], (month_number(match["sm"]), None)))
        _name_year(_in_full(match["sy"]), items)
    elif name == "apostrophe":
        _name_year(_in_full(match["ay"]), items)
    elif name == "month_number":
        # The day or the year: "Oct 21".
        items.append(Item(match["mn"], (month_number(match["mn"]), None), doubts=[" ".join(match[0].split())]))
    elif name == "month":
        items.append(Item(match["m"], (month_number(match["m"]), None)))
    else:
        _take_year(int(match["year"]), items)


def _by_itself(name: str, match: re.Match[str], said: str) -> Item:
    """A piece that names its own year."""
    match name:
        case "iso":
            return _whole(said, *(int(part) for part in match["iso"].split("-")))
        case "strokes":
            year = _in_full(match["y"]) if len(match["y"]) == 2 else int(match["y"])
            return _whole(said, year, int(match["mo"]), int(match["d"]))
        case "month_year":
            return _whole(said, int(match["y2"]), int(match["mo2"]))
        case "part_of_year":
            return _part(said, match["part"], match["py"])
        case "year_of_part":
            return _part(said, match["ypart"], match["ypy"])
        case _:
            return Item(said)


def _days(match: re.Match[str]) -> Iterator[Item]:
    """Days that share the month after them."""
    numbers = re.findall(r"[0-9]+", match["days"])
    is_range = re.search(r"-|–|\bto\b", match["days"].rstrip("-– ")) is not None
    for place, day in enumerate(numbers):
        opens_range = is_range and place < len(numbers) - 1
        yield Item(f"{day} {match['dm']}", (month_number(match["dm"]), int(day)), opens_range=opens_range)


def _take_year(year: int, items: list[Item]) -> None:
    """It belongs to the months waiting before it, or stands for itself."""
    if items and items[-1].date is None and items[-1].months:
        _name_year(year, items)
    else:
        items.append(Item(str(year), date=PartialDate(year)))


def _name_year(year: int, items: list[Item]) -> None:
    """Months share the year after them as long as they run forwards: in "December and March 2012" only March does."""
    later = (13, 0)
    for item in reversed(items):
        if item.date or item.months is None:
            return
        month, day = item.months
        if (month, day or 0) > later:
            return
        later = (month, day or 0)
        item.date = _date(year, month, day)
        if item.date is None:
            item.text = f"{item.text} {year}" if str(year) not in item.text else item.text
            item.months = None


def _in_full(year: str) -> int:
    return int(year) + (1900 if int(year) >= 80 else 2000)


def _whole(said: str, year: int, month: int, day: int | None = None) -> Item:
    return Item(said, date=_date(year, month, day))


def _date(year: int, month: int, day: int | None) -> PartialDate | None:
    if not 1980 <= year <= 2099:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _part(said: str, part: str, written_year: str) -> Item:
    """A season or quarter is known to its year only, where it cannot lie in either of two."""
    is_plain = re.fullmatch(YEAR, written_year) is not None
    word = " ".join(part.lower().split())
    is_early = word.startswith(("spring", "summer", "autumn", "easter", "christmas", "michaelmas"))
    is_early |= word in {"q1", "q2", "q3", "quarter 1", "quarter 2", "quarter 3"} or word.startswith(
        ("1st", "2nd", "3rd", "first", "second", "third")
    )
    if is_plain and is_early:
        return Item(said, date=PartialDate(int(written_year)), doubts=[part])
    return Item(said)
