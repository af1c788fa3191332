"""A timescale as it will be kept: what was read, what the columns beside it say, and what a person said instead."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from frameworks.timescales import Frequency, PartialDate, TimescaleReading, read_timescale
from frameworks.timescales.recurrence import COUNTED

AHEAD = "{} is said to be done and lies ahead: it is kept as due"
APART = "How often and when it was done may be said of different things: “{}”"
SENTENCE = re.compile(r"(?<=[.;])\s+|\n|</?(?:p|li|br|ul)\b[^<>]*>", re.IGNORECASE)
BESIDE = "How often was read from “{}”"
# The same words stand in many rows, and a preview is looked at more than once. Nobody changes what is read.
_read = lru_cache(maxsize=4_096)(read_timescale)


def settle(words: str, beside: str, said: Mapping[str, Any], *, today: date | None) -> TimescaleReading:
    """``beside``: how it is checked, which may say how often. ``said``: a person's own, which stands."""
    reading = _read(words)
    notes = []
    if reading.frequency is None and (found := _said_beside(beside)):
        reading = replace(reading, frequency=found.frequency, number=found.number)
        notes.append(BESIDE.format(beside.splitlines()[0][:80]))
    if apart := _said_apart(words):
        notes.append(APART.format(apart))
    ahead = [done for done in reading.completed if today and done.first_day > today]
    if ahead and today:
        reading = replace(
            reading,
            completed=[done for done in reading.completed if done not in ahead],
            due=sorted({*reading.due, *ahead}, key=lambda day: (day.first_day, day.last_day)),
        )
        notes += [AHEAD.format(done) for done in ahead]
    return _as_said(replace(reading, notes=notes), said)


def _said_beside(words: str) -> TimescaleReading | None:
    """An annual review is one wherever it is written; two that disagree are none."""
    found = _read(words)
    dated = found.frequency not in {None, Frequency.ONCE, Frequency.ONGOING}
    return found if dated and not any(_read(word).frequency for word in found.unread) else None


def _said_apart(words: str) -> str:
    """The sentence that says how often of one thing, where another says of something else when it was done."""
    sentences = [sentence.strip() for sentence in SENTENCE.split(words) if sentence.strip()]
    if len(sentences) < 2:
        return ""
    read = [(sentence, _read(sentence)) for sentence in sentences]
    dated = [each for _, each in read if each.completed]
    if any(each.frequency for each in dated) or not any(each.unread for each in dated):
        return ""
    bare = (sentence for sentence, each in read if each.frequency and each.unread and not each.due)
    return next(bare, "")


def _as_said(reading: TimescaleReading, said: Mapping[str, Any]) -> TimescaleReading:
    """Each part of it for itself: what nobody corrected stays as it was read."""
    if "frequency" in said or "number" in said:
        frequency = said.get("frequency", reading.frequency) or None
        number = said.get("number", reading.number) if frequency in COUNTED else None
        reading = replace(reading, frequency=frequency, number=number)
    if "months" in said:
        reading = replace(reading, months=list(said["months"]))
    dates = {name: [PartialDate.parse(text) for text in said.get(name, ())] for name in ("completed", "due")}
    return replace(
        reading,
        completed=dates["completed"] if "completed" in said else reading.completed,
        due=dates["due"] if "due" in said else reading.due,
    )
