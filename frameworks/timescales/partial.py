"""Dates known to the day, the month or the year."""

from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """As exact as it was written, and no more."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("A day belongs to a month.")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def in_words(self) -> str:
        """ "18 June 2026", "June 2026" or "2026"."""
        return " ".join(filter(None, (str(self.day or ""), month_name[self.month or 0], str(self.year))))

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """Until when it can still be kept: "June 2011" lasts until the thirtieth."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Back from what ``str`` made of it."""
        return cls(*(int(part) for part in text.split("-")))
