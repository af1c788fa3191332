"""Who else is told that something stays late: once each, at the days that the Board set."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from lscb.core.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Step:
    """From so many days late, this person is told; ``url`` is a page they may open."""

    days_late: int
    person: int
    why: str
    url: str


StepsOf = Callable[[Deadline], Iterable[Step]]
_readers: list[Callable[[date], StepsOf]] = []


def register(reader: Callable[[date], StepsOf]) -> None:
    """The app that knows agencies and chairs offers its ladder, read once for all deadlines."""
    _readers[:] = [reader]


def reached(found: Iterable[Deadline], *, today: date) -> Iterator[tuple[Deadline, Step]]:
    """Each late deadline as the one to be told should read of it. Whoever answers for it is reminded anyway."""
    if not _readers:
        return
    steps_of = _readers[0](today)
    for deadline in found:
        days_late = (today - deadline.due_on).days
        for step in steps_of(deadline) if days_late > 0 else ():
            if days_late >= step.days_late and step.person not in deadline.responsible:
                yield replace(deadline, url=step.url, why=step.why), step
