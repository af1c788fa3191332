"""What one person had read, what they wrote, and what another saved meanwhile."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from lscb.core.exceptions import Conflict, Refused


@dataclass(frozen=True, slots=True)
class Edit:
    """The values wanted, and a digest of each value that the writer had read.

    ``read`` is None where nobody read anything first: the values are simply wanted. A field in ``keep_saved``
    stays as it is, whatever the form holds for it.
    """

    values: Mapping[str, Any]
    read: Mapping[str, str] | None = None
    keep_saved: frozenset[str] = frozenset()


class EditConflict(Conflict):
    """Two people changed the same fields; ``saved`` is the object as it stands."""

    def __init__(self, saved: models.Model, fields: list[str]) -> None:
        super().__init__("Someone else changed this while you were writing. Yours has not been saved.")
        self.saved = saved
        self.fields = fields


def merge(obj: models.Model, edit: Edit) -> dict[str, tuple[Any, Any]]:
    """Set on the locked object what the writer changed; field -> (before, after), as the log wants it."""
    clashing, wanted = [], {}
    for name, mine in edit.values.items():
        saved = _stored(obj, name)
        if name in edit.keep_saved or digest(mine) == digest(saved):
            continue
        if edit.read is not None:
            read = edit.read.get(name)
            if digest(mine) == read:
                continue
            if digest(saved) != read:
                clashing.append(name)
        wanted[name] = mine
    if clashing:
        raise EditConflict(obj, clashing)
    changes = {name: (getattr(obj, name), mine) for name, mine in wanted.items()}
    for name, mine in wanted.items():
        setattr(obj, name, mine)
    _refuse_nonsense(obj)
    return changes


def what_was_read(obj: models.Model, names: Iterable[str]) -> dict[str, str]:
    return {name: digest(_stored(obj, name)) for name in names}


def digest(value: Any) -> str:
    """Short, and the same however the value travelled: as a key or an object, with either kind of line end."""
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, dict):
        value = sorted(value.items())  # an engine may keep the keys in another order
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@contextmanager
def one_of_a_kind(sentence: str) -> Iterator[None]:
    """What a form could not know yet: the same was saved a moment ago."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(sentence) from error


def _stored(obj: models.Model, name: str) -> Any:
    """A foreign key as its key, so that nothing is fetched to compare it."""
    return getattr(obj, obj._meta.get_field(name).attname)  # type: ignore[union-attr]


def _refuse_nonsense(obj: models.Model) -> None:
    """Each half may be right and the whole not: a start from one person, an end from the other."""
    try:
        obj.clean()
    except ValidationError as error:
        raise Refused(". ".join(error.messages)) from error
