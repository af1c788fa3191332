"""Whether what shows an answer still counts, and the words for when it does not. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

# So long before what shows an answer runs out, its agency is told.
WARNED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside an answer: whether anything does, whether some of it has no end, the last day of the rest."""

    exists: bool = False
    is_endless: bool = False
    until: date | None = None

    def counts(self, *, today: date) -> bool:
        return self.is_endless or (self.until is not None and self.until >= today)

    def expired_on(self, *, today: date) -> date | None:
        """The last day of what counted, where nothing counts any more."""
        return self.until if self.until is not None and not self.counts(today=today) else None

    def runs_out_on(self, *, today: date, due_on: date) -> date | None:
        """Its last day, where that comes soon or before the answer is due."""
        if self.is_endless or self.until is None or self.until < today:
            return None
        return self.until if self.until <= today + WARNED or self.until < due_on else None
