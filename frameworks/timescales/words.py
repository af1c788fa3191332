"""The words that cells of timescales are written in, each with what it says."""

import re
from enum import Enum, auto

from frameworks.timescales.recurrence import Frequency


class Sense(Enum):
    """What the dates after a word are."""

    DONE = auto()
    LAST = auto()  # done, whatever was said before
    FIRST = auto()  # done once a later one is
    DUE = auto()
    PLANNED = auto()  # due, and the verbs after it do not change that
    BEGAN = auto()
    FROM = auto()  # since when, or from when on
    ELSEWHERE = auto()  # no date of the work: until when it goes on, or from when it was moved


MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"  # noqa: E501
_DONE = (
    r"completed?|done|achieved|reviewed|presented|held|undertaken|submitted|carried\s+out|conducted|signed\s+off|"
    r"produced|published|actioned|implemented|received|reported|updated|agreed|approved|issued|delivered|circulated|finished|closed|audited|analysed|scrutinised|evaluated|monitored|collated|"
    r"repeated|refreshed|revised|adopted|ratified|tabled|considered|discussed|endorsed|noted"
)
_WHEN = rf"(?=\s+(?:the\s+)?(?:(?:end|start|beginning|middle)\b|early\b|mid\b|late\b|spring\b|summer\b|autumn\b|winter\b|q[1-4]\b|{MONTH}|[0-9]))"  # noqa: E501

SENSES = [
    (Sense.PLANNED, r"not\s+due\s+(?:until|till|before)"),
    (
        Sense.ELSEWHERE,
        r"(?:deferred|postponed|delayed|moved|rescheduled|(?:carried|brought)\s+forward|slipped|changed)\s+from|"
        r"until|till|up\s+to|cancelled|suspended|withdrawn|ceased|ended|expired",
    ),
    (Sense.PLANNED, r"(?:not\s+(?:yet\s+)?)(?:completed?|done|started|undertaken|reviewed|held)|incomplete"),
    (Sense.PLANNED, r"(?:due\s+)?to\s+(?:be\s+[a-z-]+|commence|start|begin|complete|undertake|review|report)\b"),
    (Sense.PLANNED, r"(?:will|shall|should|must)\s+(?:be|take\s+place|commence|start|begin|report)"),
    (Sense.DUE, rf"(?:(?:{_DONE})\s+)?(?:by|before|no\s+later\s+than){_WHEN}"),
    (Sense.LAST, rf"last(?:\s+(?:{_DONE}|review|audit|report|meeting|done|annual\s+report))*"),
    (
        Sense.PLANNED,
        r"next|due|overdue(?:\s+since)?|outstanding|planned|scheduled|expected|deadline|target|proposed|for\s+completion",
    ),
    (
        Sense.PLANNED,
        r"thereafter|then|(?:deferred|postponed|delayed|moved|rescheduled|carried\s+forward|put\s+back)(?:\s+(?:to|until|for))?",
    ),
    (Sense.PLANNED, r"commencing|starting|beginning"),
    (Sense.FIRST, r"first|initial(?:ly)?"),
    (Sense.BEGAN, r"began|begun|started|commenced|since|launched|introduced|in\s+place\s+from"),
    (Sense.FROM, r"from"),
    (Sense.DONE, rf"{_DONE}|[✓✔☑]"),
]
# Said of the date before it: "June 2011 (completed)", "June 2012 – due".
AFTER_A_DATE = [
    (Sense.DONE, rf"(?:{_DONE}|[✓✔☑])"),
    (
        Sense.PLANNED,
        r"(?:next\s+)?due|planned|scheduled|proposed|not\s+(?:yet\s+)?(?:done|completed?|started)|outstanding|overdue",
    ),
]

# Said in a word of their own.
_SAID: dict[str, tuple[Frequency, int | None]] = {
    "each year": (Frequency.YEARLY, None),
    "alternate months": (Frequency.TIMES_A_YEAR, 6),
    "thrice": (Frequency.TIMES_A_YEAR, 3),
    "week": (Frequency.EVERY_N_WEEKS, 1),
    "fortnight": (Frequency.EVERY_N_WEEKS, 2),
}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18,
}  # fmt: skip
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "twelfth": 12}
_ONCE_A = r"(?:(?:(?:once|one)\s+)?(?:each|every|per)|once\s+(?:a|in\s+(?:a|each|every)))"
_N = rf"(?P<n>[0-9]{{1,2}}|{'|'.join(_NUMBERS)})"
_SOME = _N.replace("?P<n>", "?:")
_NTH = rf"(?P<n>other|{'|'.join(_ORDINALS)}|[0-9]{{1,2}}(?:nd|rd|th))"
_A_YEAR = (
    r"(?:(?:a|per|each|every|in\s+the|/)\s*(?:calendar\s+|financial\s+|academic\s+)?(?:year|annum)|annually|yearly|"
    r"p[./]?\s?a\b\.?)"
)

# Longest first: "six monthly" before "monthly". None: it may mean two things, so it is left unread.
FREQUENCIES: list[tuple[Frequency | str | None, str]] = [
    (None, r"bi[\s-]?(?:monthly|weekly|yearly)"),
    (
        None,
        rf"(?:(?:every|each)\s+)?{_SOME}\s*(?:-|–|/|\bto\b|\bor\b)\s*{_SOME}[\s-]*"
        r"(?:(?:weekly|wkly|monthly|mthly|yearly)|(?:weeks?|wks?|months?|mths?|years?|yrs?)|(?:x|times|×)\s*"
        rf"{_A_YEAR})",
    ),
    (None, r"(?:(?:each|every)\s+)?half[\s-]term(?:ly)?"),
    (None, rf"(?:twice|thrice|{_SOME}\s*(?:x|times|×))\s+(?:a|each|every|per)\s+(?:month|term|week|quarter|meeting)"),
    (None, r"(?:at\s+)?(?:every\s+(?:other|second|third)|alternate)\s+(?:[\w&-]+\s+){0,3}?meetings?"),
    ("times", rf"{_N}[\s-]*(?:x|times|×)[\s-]*(?:{_A_YEAR}|year)"),
    (
        "times",
        rf"{_N}\s*(?:(?:meetings|reports|audits|reviews|returns)\s+)?(?:(?:a|per)\s+|/\s*)(?:year|annum)",
    ),
    ("times", rf"{_N}\s+p[./]?a"),
    ("times", rf"x\s*{_N}\s*{_A_YEAR}"),
    (Frequency.YEARLY, rf"once[\s-]+{_A_YEAR}"),
    (
        Frequency.TWICE_A_YEAR,
        rf"twice[\s-]+{_A_YEAR}|(?:bi|semi)[\s-]?annual(?:ly)?|(?:half|semi)[\s-]?yearly|(?:each|every)\s+half[\s-]?year",
    ),
    ("thrice", rf"thrice[\s-]+{_A_YEAR}"),
    (
        "weeks",
        rf"(?:once\s+)?(?:every|each)\s+{_N}[\s-]*(?:weeks?|wks?)(?!ly)|"
        rf"{_N.replace('?P<n>', '?P<m>')}[\s-]*(?:weekly|wkly)",
    ),
    (Frequency.EVERY_TWO_YEARS, r"bi[\s-]?ennial(?:ly)?|(?:every\s+(?:other|second)|alternate)\s+years?"),
    ("alternate months", r"(?:every\s+(?:other|second)|alternate)\s+months?"),
    ("weeks", rf"(?:every|each)\s+{_NTH}\s+(?:week|wk)"),
    ("months", rf"(?:every|each)\s+{_NTH}\s+(?:month|mth)"),
    ("years", rf"(?:every|each)\s+{_NTH}\s+(?:year|yr)"),
    ("fortnight", r"fortnightly|(?:every|each)\s+fortnight|every\s+other\s+week"),
    (
        "months",
        rf"(?:once\s+)?(?:every|each)\s+{_N}\s*(?:months?|mths?)|{_N.replace('?P<n>', '?P<m>')}[\s-]*(?:monthly|mthly)",
    ),
    ("years", rf"(?:once\s+)?(?:every|each)\s+{_N}\s*(?:years?|yrs?)|{_N.replace('?P<n>', '?P<m>')}[\s-]*yearly"),
    (None, r"tri[\s-]?ennial(?:ly)?|daily"),
    (Frequency.MONTHLY, rf"m(?:on)?thly|{_ONCE_A}\s+(?:calendar\s+)?month"),
    (Frequency.QUARTERLY, rf"quarterly|q(?:ua)?r?tr?ly|{_ONCE_A}\s+(?:quarter|qtr)"),
    (Frequency.TERMLY, rf"termly|{_ONCE_A}\s+(?:school\s+)?term"),
    ("week", rf"w(?:ee)?kly|{_ONCE_A}\s+week"),
    ("each year", r"(?:each|every|per)\s+(?:financial\s+|academic\s+|calendar\s+|school\s+)?year"),
    (
        Frequency.YEARLY,
        r"annual(?:ly)?|yearly|yrly|per\s+annum|p[./]a\.?",
    ),
    (
        Frequency.EACH_MEETING,
        r"(?:at\s+)?(?:each|every|per)\s+(?:[\w&-]+\s+){0,4}?meetings?|standing\s+(?:agenda\s+)?item",
    ),
    (
        Frequency.AS_REQUIRED,
        r"as\s+(?:and|&)\s+when(?:\s+(?:required|needed|necessary))?|(?:as|when|if|where)\s+(?:required|needed|necessary|completed|requested|appropriate)|ad[\s-]?hoc|on\s+request",
    ),
    (Frequency.ONCE, r"one[\s-]?off|once(?:\s+only)?(?=\s*(?:$|[.,;:()\n–-]))"),
    (Frequency.ONGOING, r"on[\s-]?going|continuous(?:ly)?|continual(?:ly)?|in\s+progress|continuing"),
    ("rolling", r"rolling(?:\s+(?:program(?:me)?|basis))?"),
]
# Said of the months themselves: each April.
EACH_MONTH = re.compile(rf"(?:each|every)\s+(?={MONTH})", re.IGNORECASE)
NOTHING = re.compile(r"n/?a\b|not\s+applicable|none\b", re.IGNORECASE)
UNDECIDED = re.compile(
    r"(?:(?:by|before|at|until)\s+(?:the\s+)?)?(?:year[\s-]end\b|end\s+of\s+(?:(?:the|each|every)\s+)?(?:(?:financial|calendar|"
    r"school|academic|fiscal|municipal)\s+)?(?:year|term|quarter)\b(?!\s*[0-9]))|(?:with)?in\s+(?:the\s+|each\s+|every\s+|a\s+)?year\b(?!\s*[0-9])|"
    r"tb[ac]\b|to\s+be\s+(?:confirmed|agreed|arranged|announced|decided|determined|set)\b",
    re.IGNORECASE,
)

# Words that hold a sentence together or name the work: they say nothing of when.
_JOINING = """
    a an and any are as at be been by during each end every for group has have in into is it its month of on or
    our over per period start beginning middle mid so the w/c their there these this to was week were which with
    within commencing year will all also both process respectively
"""
_NAMING_THE_WORK = """
    action actions agencies agency analysis audit audits board children data exercise figures framework group
    groups lscb hscb scb member members membership meeting meetings plan policy procedure programme program report
    reports results return review reviews self assessment self-assessment evaluation self-evaluation standards
    strategy sub survey template tool training update workshop workshops
"""
FILLER = frozenset((_JOINING + _NAMING_THE_WORK).split())


def number_named(word: str) -> int:
    word = word.lower()
    if word == "other":
        return 2
    return _NUMBERS.get(word) or _ORDINALS.get(word) or int(re.sub(r"\D", "", word))


def frequency_said(kind: Frequency | str | None, number: int | None) -> tuple[Frequency, int | None] | None:
    """A pattern's meaning; None where the product has no such recurrence or the word means two things."""
    match kind, number:
        case Frequency(), _:
            return kind, None
        case str(), _ if kind in _SAID:
            return _SAID[kind]
        case "times", int():
            return times_a_year(number)
        case "weeks", int():
            return (Frequency.EVERY_N_WEEKS, number) if number else None
        case "months", int():
            return _every_months(number)
        case "years", int():
            return {1: (Frequency.YEARLY, None), 2: (Frequency.EVERY_TWO_YEARS, None)}.get(number)
        case _:
            return None


def times_a_year(number: int) -> tuple[Frequency, int | None] | None:
    if number in {1, 2}:
        return {1: Frequency.YEARLY, 2: Frequency.TWICE_A_YEAR}[number], None
    return (Frequency.TIMES_A_YEAR, number) if 3 <= number <= 12 else None


def _every_months(number: int) -> tuple[Frequency, int | None] | None:
    named = {1: Frequency.MONTHLY, 3: Frequency.QUARTERLY, 6: Frequency.TWICE_A_YEAR, 12: Frequency.YEARLY}
    if number == 24:
        return Frequency.EVERY_TWO_YEARS, None
    if number in named:
        return named[number], None
    return (Frequency.TIMES_A_YEAR, 12 // number) if number in {2, 4} else None
