"""What a cell of a timescale says: how often, when it was done, when it is due, and which words stay unread."""

import re
from dataclasses import dataclass, field
from html import unescape

from frameworks.timescales import words
from frameworks.timescales.dates import SHORT_ENDS, YEAR, Run, run_at
from frameworks.timescales.partial import PartialDate
from frameworks.timescales.recurrence import COUNTED, Frequency, Recurrence
from frameworks.timescales.words import Sense

LONGEST = 5_000
TAG = re.compile(r"<(/?)(p|li|ul|ol|br|div|td)\b[^<>]*>", re.IGNORECASE)
STOP = re.compile(r"[.;]+(?=\s|$)|\n|[•·]")
WORD = re.compile(r"[^\W_][\w'’&/-]*|\S")
PLAIN = re.compile(r"[\s,:()\[\]–—\"“”‘’'/&*-]+")
_FREQUENCIES = [(kind, re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)) for kind, said in words.FREQUENCIES]
_AFTER = [
    (sense, re.compile(rf"\s*(?:\(\s*(?:{said})\s*\)|[-–—:]\s*(?:{said})(?=\s*(?:$|[,;.)\n])))", re.IGNORECASE))
    for sense, said in words.AFTER_A_DATE
]
ONWARDS = re.compile(r"\s*,?\s*(?:and\s+)?onwards?\b", re.IGNORECASE)
# Until when it goes on, after how often: "Monthly to March 2012".
TO = re.compile(rf"\s*(to)\s+(?=(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:{words.MONTH}|{YEAR}))", re.IGNORECASE)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s+(?=(?:the\s+)?[0-9])", re.IGNORECASE
)
SHORT_YEAR = rf"(?i)(?<![0-9] )\b({words.MONTH}) ?({{}}){SHORT_ENDS}(?!,?\s*{YEAR})"
_SENSES = [(sense, re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)) for sense, said in words.SENSES]
LOOKS_LIKE_A_TIME = re.compile(
    rf"[0-9]|tb[ac]\b|to\s+be\b|bi-?\s?(?:month|week|year)|{words.MONTH}|year|month|week|term|quarter|"
    r"annual|spring|summer|autumn|winter|daily|immediate|asap|soon|when|following|on\s+completion|[a-z]day\b",
    re.IGNORECASE,
)


@dataclass
class TimescaleReading:
    """``frequency`` is a recurrence's own value; months are those named without a year."""

    frequency: str | None = None
    number: int | None = None
    completed: list[PartialDate] = field(default_factory=list)
    due: list[PartialDate] = field(default_factory=list)
    started: list[PartialDate] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    ongoing: bool = False
    unread: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # of what was read elsewhere than in its words, or against them

    @property
    def doubts(self) -> list[str]:
        """Unread words that may well say when, or all of them where nothing does: a person has to look."""
        likely = [word for word in self.unread if LOOKS_LIKE_A_TIME.search(word)]
        return likely if likely or self.says_when else self.unread

    @property
    def says_when(self) -> bool:
        return any((self.frequency, self.completed, self.due, self.started, self.months))

    @property
    def recurrence(self) -> Recurrence | None:
        if self.frequency in {None, Frequency.ONCE}:
            dates = (*self.completed, *self._still_due())
            return Recurrence(Frequency.ONCE, dates=dates) if dates or self.frequency else None
        frequency = Frequency(self.frequency)
        number = self.number if frequency in COUNTED else None
        return Recurrence(frequency, number, tuple(self.months))

    @property
    def first_due(self) -> PartialDate | None:
        """The first that lies after all that was done."""
        return next(iter(self._still_due()), None)

    def _still_due(self) -> list[PartialDate]:
        latest = max((done.last_day for done in self.completed), default=None)
        return [due for due in self.due if latest is None or due.last_day > latest]


def read_timescale(text: str) -> TimescaleReading:
    """Read a cell. What it cannot place it returns in ``unread``; it invents no date."""
    return _Reader(_cleaned(text)).read()


def _cleaned(text: str) -> str:
    lines = TAG.sub("\n", unescape(text[:LONGEST])).replace("`", "'").replace("´", "'")
    lines = re.sub(rf"(?i)\b({words.MONTH})\.(?=\s*[0-9'’])", r"\1 ", lines)
    lines = re.sub(rf"(?i)\b(early|mid|late|end|start)-(?={words.MONTH}|[0-9]{{4}}\b)", r"\1 ", lines)
    lines = re.sub(rf"(?i)\b({words.MONTH[:-2]})(?=[0-9]{{2}}(?:[0-9]{{2}})?\b)", r"\1 ", lines)
    lines = re.sub(r"(?i)\b([0-9]{1,2}(?:st|nd|rd|th))\.", r"\1", lines)
    lines = WEEKDAY.sub("", lines)
    if re.search(SHORT_YEAR.format("(?:0[0-9]|3[2-9]|[4-9][0-9])"), lines):
        # No day is written 09: then the others of its form are years as well.
        lines = re.sub(SHORT_YEAR.format("[0-9]{2}"), r"\1 '\2", lines)
    return re.sub(r"[^\S\n]+", " ", lines).replace("\r", "\n")


class _Reader:
    """Goes through the text once, with the sense that the last such word gave to the dates after it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made = TimescaleReading()
        self.sense: Sense | None = None
        self.said = ""  # the word that gave it
        self.is_dated = False  # whether a date followed the sense
        self.bare: list[PartialDate] = []  # dates of this sentence without a sense yet
        self.firsts: list[PartialDate] = []
        self.leftover: list[str] = []
        self.is_nothing = False  # said to be not applicable
        self.is_rolling = self.frequency_said = self.is_of_each_year = False

    def read(self) -> TimescaleReading:
        at = 0
        while at < len(self.text):
            at = self._step(at)
        self._end_sentence()
        self._settle()
        if self.made == TimescaleReading() and not self.is_nothing and any(map(str.isalnum, self.text)):
            # It says something and nothing of it was read: "Completed", "Not started".
            self.made.unread.append(" ".join(self.text.split()))
        return self.made

    def _step(self, at: int) -> int:
        if plain := PLAIN.match(self.text, at):
            if "\n" in plain[0]:
                self._end_sentence()
            return plain.end()
        for look in (self._stop, self._undecided, self._frequency, self._dates, self._sense, self._word):
            end = look(at)
            if end is not None:
                return end
        return at + 1

    def _stop(self, at: int) -> int | None:
        if (found := STOP.match(self.text, at)) is None:
            return None
        self._end_sentence()
        return found.end()

    def _undecided(self, at: int) -> int | None:
        if found := words.NOTHING.match(self.text, at):
            self.is_nothing = True
            return found.end()
        if found := words.UNDECIDED.match(self.text, at):
            self._leave(found[0])
            return found.end()
        return None

    def _frequency(self, at: int) -> int | None:
        if (found := words.EACH_MONTH.match(self.text, at)) and (run := run_at(self.text, found.end())) and run.months:
            self.made.months += run.months
            of_months = {2: Frequency.TWICE_A_YEAR, 4: Frequency.QUARTERLY}.get(len(run.months), Frequency.YEARLY)
            self._say((of_months, None), self.text[at : run.end])
            return run.end
        for kind, pattern in _FREQUENCIES:
            if found := pattern.match(self.text, at):
                groups = found.groupdict()
                number = next((words.number_named(group) for group in groups.values() if group), None)
                if kind == "rolling":
                    self.is_rolling = True
                elif kind is Frequency.ONGOING:
                    self.made.ongoing = True
                else:
                    self.is_of_each_year |= kind == "each year"
                    self._say(words.frequency_said(kind, number), found[0])
                return self._past_its_end(found.end())
        return None

    def _past_its_end(self, at: int) -> int:
        """ "Monthly to March 2012": the work ends then."""
        if (found := TO.match(self.text, at)) is None:
            return at
        self.said, self.sense = found[1], Sense.ELSEWHERE
        return found.end()

    def _say(self, said: tuple[Frequency, int | None] | None, written: str) -> None:
        """The first stands; a second that says otherwise is left to a person."""
        self.frequency_said = True
        if not self._is_planned():
            self.sense = None
        if said is None or (self.made.frequency and (self.made.frequency, self.made.number) != said):
            self._leave(written)
            return
        self.made.frequency, self.made.number = said[0].value, said[1]
        self._flush()

    def _dates(self, at: int) -> int | None:
        run = run_at(self.text, at)
        if run is None:
            return None
        if run.is_bare_year and self.leftover:
            # "Apirl 2011", "Working Together 2015": whatever the word is, the year may be part of it.
            self.leftover.append(run.text)
            self._flush()
            return run.end
        if self.sense is Sense.ELSEWHERE:
            self._leave(f"{self.said} {run.text}")
            self.sense = None
            return run.end
        self.made.months += run.months
        for word in run.unread:
            self._leave(word)
        self._flush()
        return self._place_as_said_after(run)

    def _place_as_said_after(self, run: Run) -> int:
        """What stands behind a date alone is said of it, whatever stood before."""
        for sense, pattern in _AFTER:
            if found := pattern.match(self.text, run.end):
                self._place(run, sense)
                self.sense = None
                return found.end()
        if found := ONWARDS.match(self.text, run.end):
            self._place(run, Sense.FROM)
            return found.end()
        self._place(run, self.sense)
        self.is_dated = True
        return run.end

    def _place(self, run: Run, sense: Sense | None) -> None:
        if sense is Sense.FROM:
            # Quarterly from April: then it is first due. From April alone: since then.
            sense = Sense.DUE if self.frequency_said else Sense.BEGAN
        self.made.started += run.openings
        match sense:
            case Sense.DONE | Sense.LAST:
                self.made.completed += run.ends
            case Sense.BEGAN:
                self.made.started += run.ends
            case Sense.FIRST:
                self.firsts += run.ends
            case None:
                self.bare += run.ends
            case _:
                self.made.due += run.ends

    def _sense(self, at: int) -> int | None:
        for sense, pattern in _SENSES:
            if found := pattern.match(self.text, at):
                self._take_sense(sense)
                self._flush()
                self.said = found[0]
                return found.end()
        return None

    def _take_sense(self, sense: Sense) -> None:
        if sense is Sense.DONE and (self._is_planned() or (self.sense is Sense.FIRST and not self.is_dated)):
            return
        if sense is Sense.FROM and self.sense is Sense.BEGAN:
            return
        self.sense, self.is_dated = sense, False

    def _is_planned(self) -> bool:
        return self.sense in {Sense.PLANNED, Sense.DUE} and not self.is_dated

    def _word(self, at: int) -> int | None:
        found = WORD.match(self.text, at)
        if found is None:
            return None
        if found[0].lower() in words.FILLER or not any(letter.isalnum() for letter in found[0]):
            self._flush()
        else:
            self.leftover.append(found[0])
        return found.end()

    def _leave(self, written: str) -> None:
        self._flush()
        self.made.unread.append(" ".join(written.split()))

    def _flush(self) -> None:
        if self.leftover:
            self.made.unread.append(" ".join(self.leftover))
            self.leftover = []

    def _end_sentence(self) -> None:
        """Dates that a word follows instead: "June 2011 – completed"."""
        self._flush()
        is_done = self.sense in {Sense.DONE, Sense.LAST} and not self.is_dated
        (self.made.completed if is_done else self.made.due).extend(self.bare)
        self.bare, self.sense, self.is_dated, self.frequency_said = [], None, False, False

    def _settle(self) -> None:
        latest = max((done.last_day for done in self.made.completed), default=None)
        for first in self.firsts:
            is_done = latest is not None and latest > first.last_day
            (self.made.completed if is_done else self.made.due).append(first)
        if self.is_rolling and self.made.frequency is None:
            self.made.ongoing = True
        if self.made.ongoing and self.made.frequency is None:
            self.made.frequency = Frequency.ONGOING.value
        for name in ("completed", "due", "started"):
            setattr(
                self.made, name, sorted(set(getattr(self.made, name)), key=lambda day: (day.first_day, day.last_day))
            )
        self.made.months = sorted(set(self.made.months))
        if self.is_of_each_year and self.made.frequency == Frequency.YEARLY and len(self.made.months) > 1:
            # In January and July of each year.
            said = words.times_a_year(len(self.made.months))
            self.made.frequency, self.made.number = (said[0].value, said[1]) if said else (Frequency.YEARLY.value, None)
