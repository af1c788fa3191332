"""A cell's words as what an indicator keeps, by rule; and what a person should look at. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from indicators.analysis.rag import Polarity
from indicators.analysis.units import Unit
from indicators.enums import Counted

UNITS = [
    (Unit.RATE_PER_100000, r"per 100[, ]?000"),
    (Unit.RATE_PER_10000, r"per 10[, ]?000"),
    (Unit.RATE_PER_1000, r"per 1[, ]?000"),
    (Unit.PERCENTAGE, r"%|per ?cent"),
    (Unit.AVERAGE, r"score|average|\bavg\b|case ?load"),
    (Unit.DAYS, r"\bdays\b"),
    (Unit.RATIO, r"ratio"),
    (Unit.NUMBER, r"number|\bno\b|\bcount\b|how many|\bfte\b|social workers"),
]
_UNITS = [(unit, re.compile(said, re.IGNORECASE)) for unit, said in UNITS]
POLARITIES = {
    "high": Polarity.HIGHER, "higher": Polarity.HIGHER, "higher is better": Polarity.HIGHER, "up": Polarity.HIGHER,
    "low": Polarity.LOWER, "lower": Polarity.LOWER, "lower is better": Polarity.LOWER, "down": Polarity.LOWER,
    "neither": Polarity.NEITHER, "": Polarity.NEITHER, "none": Polarity.NEITHER,
}  # fmt: skip
COUNTED = [
    (Counted.ONCE, r"each (?:person|child|pupil) once\b.*|distinct|people"),
    (Counted.AT_END, r".*\blast day|.*\bperiod end|.*\bend of (?:the )?period|snapshot|stock|.*\bat (?:the )?end"),
    (Counted.OVER, r".*\bover the period|.*\b(?:in|during) the period|flow|cumulative|over"),
]
_COUNTED = [(kind, re.compile(said, re.IGNORECASE)) for kind, said in COUNTED]
YEARS = {
    "financial": "april", "april": "april", "academic": "september", "school": "september",
    "september": "september", "calendar": "calendar", "january": "calendar",
}  # fmt: skip
ANNUAL = re.compile(r"annual|yearly|year", re.IGNORECASE)
DATES = ("%d %B %Y", "%Y-%m-%d", "%d/%m/%Y", "%d %b %Y")


def read_unit(words: str, title: str) -> tuple[Unit, str]:
    """By the words of its own column; else by the title's. A doubt where neither tells."""
    if words in [unit.value for unit in Unit]:
        return Unit(words), ""
    for unit in Unit:
        if words.casefold() == unit.label.casefold():
            return unit, ""
    for text in (words, title):
        for unit, said in _UNITS:
            if said.search(text):
                return unit, ""
        if re.search(r"\brate\b", text, re.IGNORECASE):
            return Unit.PERCENTAGE, f"“{text}” does not say per how many: it is taken as a percentage."
    return Unit.NUMBER, "Its unit is not said: it is taken as a number."


def read_polarity(words: str) -> tuple[Polarity, str]:
    found = POLARITIES.get(words.casefold())
    return found or Polarity.NEITHER, "" if found else f"“{words}” does not say which way is better."


def read_counted(words: str, unit: Unit, frequency: str) -> tuple[str, str]:
    """Of a plain count it must be said before it is added up; one that comes yearly never is."""
    found = next((kind.value for kind, said in _COUNTED if words == kind or said.fullmatch(words)), "")
    if words and not found:
        return "", f"“{words}” does not say whether it is counted over the period or on its last day."
    if found or unit != Unit.NUMBER or frequency == "year":
        return found, ""
    return "", "It is not said whether it is counted over the period or on its last day: no year so far is given."


def read_year(words: str) -> tuple[str, str]:
    found = next((kind for said, kind in YEARS.items() if said in words.casefold()), None)
    if found or not words:
        return found or "april", ""
    return "april", f"“{words}” does not say in which month its year begins: it is taken as April."


def read_frequency(words: str, year: str, choices: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Where nothing is said of how often, what is said of its year tells that it comes yearly."""
    folded = words.casefold().replace("annually", "yearly").replace("annual", "yearly")
    for value, label in choices:
        if folded in {value, str(label).casefold()}:
            return value, ""
    if words:
        return "quarter", f"“{words}” is not how often a figure comes here: it is taken as quarterly."
    return ("year", "") if ANNUAL.search(year) else ("quarter", "")


def read_decimals(words: str, unit: Unit) -> tuple[int, str]:
    usual = 0 if unit == Unit.NUMBER else 1
    if not words:
        return usual, ""
    if re.fullmatch(r"[0-4]", words, re.ASCII):
        return int(words), ""
    return usual, f"“{words}” is no number of decimals from 0 to 4."


def read_choice(words: str, choices: Mapping[str, str], otherwise: str) -> tuple[str, str]:
    for value, label in choices.items():
        if words.casefold() in {value, str(label).casefold()}:
            return value, ""
    return otherwise, f"“{words}” is not known here." if words else ""


def read_date(words: str) -> tuple[date | None, str]:
    for form in DATES:
        try:
            return datetime.strptime(words, form).replace(tzinfo=UTC).date(), ""
        except ValueError:
            continue
    return None, f"“{words}” is no date." if words else ""
