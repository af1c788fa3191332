"""ONE registry of deadlines: My tasks, reminders, overdue lists and the pack all read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something open, who owes it and by when.

    ``key`` names the object for ever ("indicator-return:12"); ``since`` is when it began to be owed, so that
    reminders falling before that day are not owed. ``responsible`` holds people's primary keys.
    """

    key: str
    what: str
    due_on: date
    since: date
    responsible: tuple[int, ...]
    url: str
    agency: str = ""
    done: int | None = None
    total: int | None = None

    def days_left(self, *, today: date) -> int:
        return (self.due_on - today).days

    def is_late(self, *, today: date) -> bool:
        return self.due_on < today


Provider = Callable[[date], Iterable[Deadline]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """An app offers its open deadlines, everyone's, in a fixed number of queries."""
    _providers[name] = provider


def open_deadlines(*, today: date) -> list[Deadline]:
    """Every open deadline there is, soonest first."""
    found = [deadline for provider in _providers.values() for deadline in provider(today)]
    return sorted(found, key=lambda deadline: (deadline.due_on, deadline.key))


def deadlines_of(person: int, *, today: date) -> list[Deadline]:
    return [deadline for deadline in open_deadlines(today=today) if person in deadline.responsible]
