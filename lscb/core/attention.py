"""Registry of what waits for a person besides deadlines: work to accept, to answer, to put right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """``what`` follows the count of ``rows``, as "return to accept,returns to accept"; ``url`` is where they are."""

    what: str
    rows: QuerySet[Any]
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    what: str
    count: int
    url: str


Provider = Callable[[User, date], Iterable[Waiting]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """An app offers what waits for this person. It only says which rows: all apps' are counted together."""
    _providers[name] = provider


def items_for(user: User, *, today: date) -> list[Item]:
    """What there is any of, app by app."""
    waiting = [one for provider in _providers.values() for one in provider(user, today)]
    return [item for item in counted(waiting) if item.count]


def counted(waiting: Iterable[Waiting]) -> list[Item]:
    """One query, however many there are."""
    waiting = list(waiting)
    if not waiting:
        return []
    counts = User.objects.order_by("pk").values_list(*(_Count(one.rows) for one in waiting))[:1].get()
    return [Item(one.what, count, one.url) for one, count in zip(waiting, counts, strict=True)]


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"))
