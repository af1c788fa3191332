"""Where the year's audit programme stands. One query."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from audits.programme.enums import EntryStatus
from audits.programme.models import ProgrammeEntry


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """The entries of the programme that covers a day, and how they stand on it."""

    year: int
    entries: tuple[ProgrammeEntry, ...]
    today: date

    @property
    def late(self) -> list[ProgrammeEntry]:
        """Longest overdue first."""
        late = [entry for entry in self.entries if entry.is_late(today=self.today)]
        return sorted(late, key=lambda entry: (entry.due_on or self.today, entry.number))

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(kind of status, its words, how many), late ones told apart from the rest."""
        tally = Counter("late" if entry.is_late(today=self.today) else entry.status for entry in self.entries)
        kinds = [("late", "Late"), *((status.value, str(status.label)) for status in EntryStatus)]
        return [(kind, words, tally[kind]) for kind, words in kinds if tally[kind]]


def programme_standing(year: int, *, today: date) -> ProgrammeStanding:
    """For those who read for the Board, who see the whole programme."""
    entries = ProgrammeEntry.objects.filter(programme__year=year).select_related("lead").order_by("number")
    return ProgrammeStanding(year, tuple(entries), today)
