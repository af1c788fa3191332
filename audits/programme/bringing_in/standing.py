"""How far an entry is and when it starts, as one of our own tables says it."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from audits.programme.enums import NEEDS_A_REASON, Afterwards, EntryStatus
from lscb.core.templatetags.words import uk_date

_BY_WORDS = {str(status.label).casefold(): status for status in EntryStatus}
_SAID = re.compile(r"(?P<status>[A-Za-z ]+?)(?: on (?P<day>\d{1,2} \w+ \d{4}))?(?:: (?P<reason>.+))?", re.DOTALL)
LONGEST_REASON = 300
NO_STATUS = "“{}” is no status of an entry: it is left out"
NO_DAY = "Which day it was completed on is not said: it is taken as planned"
NO_REASON = "Why it is {} is not said: it is taken as planned"
NO_AFTERWARDS = "“{}” does not say where its report goes after scrutiny: it is left out"
NO_START = "“{}” is no day such as 1 April 2026, or not before it is due: when it starts is left out"


@dataclass(frozen=True)
class Standing:
    status: EntryStatus
    reason: str = ""
    completed_on: date | None = None
    doubts: list[str] = field(default_factory=list)


def standing_in_words(status: EntryStatus, reason: str, completed_on: date | None) -> str:
    """ "Complete on 12 July 2026", "Postponed: no auditor was found"."""
    when = f" on {uk_date(completed_on)}" if completed_on else ""
    return f"{status.label}{when}{f': {reason}' if reason else ''}"


def read_standing(words: str, completed_on: date | None) -> Standing:
    """``completed_on``: as its dates say, where they do."""
    taken = Standing(EntryStatus.COMPLETE if completed_on else EntryStatus.PLANNED, completed_on=completed_on)
    if not words:
        return taken
    said = _SAID.fullmatch(words)
    status = _BY_WORDS.get(said["status"].casefold()) if said else None
    if said is None or status is None:
        return Standing(taken.status, "", completed_on, [NO_STATUS.format(words[:80])])
    if status == EntryStatus.COMPLETE:
        day = (read_day(said["day"]) if said["day"] else None) or completed_on
        return Standing(status, "", day) if day else Standing(EntryStatus.PLANNED, doubts=[NO_DAY])
    if status in NEEDS_A_REASON and not said["reason"]:
        return Standing(EntryStatus.PLANNED, doubts=[NO_REASON.format(status.label.lower())])
    return Standing(status, (said["reason"] or "")[:LONGEST_REASON] if status in NEEDS_A_REASON else "")


def afterwards_of(words: str) -> str:
    """Where a report goes after its scrutiny; nothing where these words do not say it."""
    return next((each.value for each in Afterwards if each.label.casefold() == words.strip().casefold()), "")


def read_day(words: str) -> date | None:
    try:
        return datetime.strptime(words.strip(), "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None
