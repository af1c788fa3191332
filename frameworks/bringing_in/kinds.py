"""What may be brought in: each kind offers how it is read, saved, found again and taken back."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from frameworks.bringing_in.explaining import Explained
from frameworks.models import BringingIn
from frameworks.permissions import can_keep_frameworks
from lscb.core.models import User
from lscb.core.reading import Refusal


class Previewed(Protocol):
    """What every preview says of itself."""

    refused: list[Refusal]
    notes: list[str]

    @property
    def rows_in(self) -> int: ...

    @property
    def made(self) -> int: ...

    def explained(self) -> dict[int, Explained]: ...


class Kind(ABC):
    name: str
    noun: str
    renaming: str  # what calling it otherwise is called
    columns: Mapping[str, str]  # each with its label
    needed: Collection[str]  # of the columns, at the least
    several: frozenset[str] = frozenset()  # columns that two of a table may be
    own: frozenset[str] = frozenset()  # columns that no paper has: of a row only asked where something stands in them
    own_verbs: Collection[str]  # of the log, that saving it leaves
    name_form: type[Any]  # what it is called: its fields are those of ``BringingIn``
    row_form: type[Any]

    def may_keep(self, user: User) -> bool:
        """Who brings it in, corrects it and takes it back."""
        return can_keep_frameworks(user)

    def opening(self, whole: Model) -> tuple[str, str]:
        """The words and address that lead to what was made."""
        return f"Open {whole}", str(whole.get_absolute_url())  # type: ignore[attr-defined]

    @abstractmethod
    def read(self, stored: BringingIn, *, today: date) -> Previewed: ...

    @abstractmethod
    def save(self, made: Any, stored: BringingIn, *, by: User | None) -> dict[str, Any]:
        """Save it all, and say how to find it again."""

    @abstractmethod
    def found(self, stored: BringingIn) -> Model | None:
        """What it made, while that is still there."""

    @abstractmethod
    def parts(self, stored: BringingIn) -> list[QuerySet[Any]]:
        """All that it made, the whole last: deleted in this order when it is undone."""

    @abstractmethod
    def in_the_way(self, stored: BringingIn) -> str:
        """Why it may not be undone, beyond what the log and the links of its parts show; or nothing."""

    @abstractmethod
    def back(self, stored: BringingIn | None) -> tuple[str, str]:
        """The words and address of the page it belongs to."""

    @abstractmethod
    def as_json(self, made: Any) -> dict[str, Any]: ...

    @abstractmethod
    def as_lines(self, made: Any) -> Iterable[str]: ...


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def kind_of(stored: BringingIn) -> Kind:
    return _kinds[stored.kind]
