"""ONE registry of deadlines: My tasks, reminders, overdue lists and the pack all read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from lscb.core.together import rows_of

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something open, who owes it and by when.

    ``key`` names the object for ever ("indicator-return:12"); ``since`` is when it began to be owed, so that
    reminders falling before that day are not owed. ``responsible`` holds people's primary keys. Only what names its
    agency by key (``agency_pk``) is told to others when it stays late; ``why`` says to them why they are told.
    """

    key: str
    what: str
    due_on: date
    since: date
    responsible: tuple[int, ...]
    url: str
    agency: str = ""
    agency_pk: int | None = None
    why: str = ""
    done: int | None = None
    total: int | None = None

    def days_left(self, *, today: date) -> int:
        return (self.due_on - today).days

    def is_late(self, *, today: date) -> bool:
        return self.due_on < today


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose deadlines are asked for on a day: everyone's, or one person's. What several apps look up is read once."""

    today: date
    person: int | None = None
    _found: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, read: Callable[["Asked"], Found]) -> Found:
        if read not in self._found:
            self._found[read] = read(self)
        found: Found = self._found[read]
        return found


class Owed:
    """``rows`` that may be owed, and how what is open is ``read`` from what was found of each.

    All apps' rows are asked for in one query, in no order: a further app costs no further query.
    """

    def __init__(self, *rows: QuerySet[Any, Any], read: Callable[..., Iterable[Deadline]]) -> None:
        self.rows, self.read = rows, read


Provider = Callable[[Asked], Owed]
_keys: dict[str, str] = {}
_providers: dict[str, Provider] = {}
_deputies: list[Callable[[Asked], Mapping[int, int]]] = []


def register(name: str, provider: Provider, keys: Mapping[str, str] | None = None) -> None:
    """An app offers its open deadlines: everyone's, or those of the person asked for.

    It may give more than that person's, for ``deadlines_of`` sifts; giving less is wrong.
    ``keys``: model label -> how the keys of its deadlines begin, so that an object's reminders are found again.
    """
    _providers[name] = provider
    _keys.update(keys or {})


def key_of(label: str, pk: int) -> str | None:
    """The key of an object's deadline, if its kind has any."""
    return f"{_keys[label]}:{pk}" if label in _keys else None


def register_deputies(reader: Callable[[Asked], Mapping[int, int]]) -> None:
    """The app that knows who is away offers person -> who stands in for them."""
    _deputies[:] = [reader]


def open_deadlines(*, today: date) -> list[Deadline]:
    """Every open deadline there is, soonest first; whoever stands in for someone away answers for it too."""
    return _open(Asked(today))


def deadlines_of(person: int, *, today: date) -> list[Deadline]:
    """What this person answers for, soonest first; providers are asked for no more than concerns them."""
    return [deadline for deadline in _open(Asked(today, person)) if person in deadline.responsible]


def _open(asked: Asked) -> list[Deadline]:
    found = found_by(*_providers.values(), asked=asked)
    standing_in = _deputies[0](asked) if _deputies else {}
    if standing_in:
        found = [replace(one, responsible=with_deputies(one.responsible, standing_in)) for one in found]
    return sorted(found, key=lambda deadline: (deadline.due_on, deadline.key))


def found_by(*providers: Provider, asked: Asked) -> list[Deadline]:
    """What these providers have, in one query beside what they look up once."""
    owed = [provider(asked) for provider in providers]
    found = iter(rows_of(*(rows for one in owed for rows in one.rows)))
    return [deadline for one in owed for deadline in one.read(*islice(found, len(one.rows)))]


def with_deputies(people: Iterable[int], standing_in: Mapping[int, int]) -> tuple[int, ...]:
    """These people and who stands in for them, each once."""
    people = list(people)
    return tuple(dict.fromkeys([*people, *(standing_in[person] for person in people if person in standing_in)]))
