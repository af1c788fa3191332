"""Who keeps this installation going, and is told what nobody else would see; the Board's app says who."""

from collections.abc import Callable, Iterable

from lscb.core.models import User

_finders: list[Callable[[], Iterable[User]]] = []


def register(finder: Callable[[], Iterable[User]]) -> None:
    _finders[:] = [finder]


def people() -> list[User]:
    return list(_finders[0]()) if _finders else []
