"""The masthead's places: each app offers its own, and says who sees it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; ``order`` sorts, ``is_for`` asks whether this person goes there.

    ``besides``: pages elsewhere that belong to it.
    """

    order: int
    label: str
    url_name: str
    is_for: Callable[[User], bool]
    besides: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        return _addresses((self.url_name, *self.besides), get_script_prefix())


@cache
def _addresses(names: tuple[str, ...], _prefix: str) -> tuple[str, ...]:
    """The same on every page of a server: put together anew they were a twentieth of a page."""
    return tuple(reverse(name) for name in names)


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    is_current: bool


_places: dict[tuple[str, int], Place] = {}


def register(*places: Place) -> None:
    _places.update({(place.url_name, place.order): place for place in places})


def items_for(request: HttpRequest) -> list[NavItem]:
    return items_among(_places.values(), request)


def items_among(places: Iterable[Place], request: HttpRequest) -> list[NavItem]:
    """Those of the places where this person goes, in order, and which of them the page is in."""
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return []
    theirs = [place for place in sorted(places, key=lambda place: place.order) if place.is_for(user)]
    reached = {place: [url for url in place.addresses if request.path.startswith(url)] for place in theirs}
    # Of two that a page belongs to, the later: who reads for the Board reads it as that.
    current = max(reversed(theirs), key=lambda place: max(map(len, reached[place]), default=0), default=None)
    return [NavItem(place.label, place.addresses[0], place is current and bool(reached[place])) for place in theirs]


def is_demo() -> bool:
    return settings.IS_DEMO
