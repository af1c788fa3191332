"""Registry of what waits for a person besides deadlines: work to accept, to answer, to put right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """``what`` follows its count, as "return to accept,returns to accept"; ``url`` is where it is seen to."""

    what: str
    count: int
    url: str


Provider = Callable[[User, date], Iterable[Item]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """An app offers what waits for this person, in a fixed number of queries."""
    _providers[name] = provider


def items_for(user: User, *, today: date) -> list[Item]:
    """What there is any of, app by app."""
    return [item for provider in _providers.values() for item in provider(user, today) if item.count]
