"""Forms that remember what was read, and show both texts when two people wrote."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from lscb.core.editing.merging import Edit, EditConflict, what_was_read
from lscb.core.exceptions import Refused
from lscb.core.forms import ModelForm
from lscb.core.models import ActivityEvent, User
from lscb.core.templatetags.words import clock, dash, uk_date


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed."""

    label: str
    saved: str
    mine: str


@dataclass(frozen=True, slots=True)
class Clashes:
    """Whose text is saved, since when, and where it differs from what was just written."""

    who: str
    whose: str
    when: str
    fields: str
    clashes: list[Clash]


class EditForm(ModelForm):
    """A form over one object that several people may have open. Added objects use it too; they clash with nobody."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    both_texts: Clashes | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["read"]
        else:
            self.initial["read"] = mark(what_was_read(self.instance, self._own_fields()))

    @property
    def values(self) -> dict[str, Any]:
        """What was written, for the object's own fields."""
        return {name: _text(self.cleaned_data[name]) for name in self._own_fields() if name in self.cleaned_data}

    def edit(self) -> Edit:
        return Edit(self.values, self._read(), frozenset(str(self.data.get("keep_saved", "")).split()))

    def show_both_texts(self, conflict: EditConflict, *, reader: User) -> None:
        """Keep what was written in the form, and let the next save know that both texts have been read."""
        clashes = [
            Clash(
                str(self[field].label),
                self._words(field, getattr(conflict.saved, field)),
                self._words(field, self.cleaned_data[field]),
            )
            for field in conflict.fields
        ]
        self.both_texts = clashes_of(conflict, clashes, reader=reader)
        sent: Any = copy(self.data)
        sent[self.add_prefix("read")] = mark(self._read() | what_was_read(conflict.saved, conflict.fields))
        self.data = sent

    def _own_fields(self) -> list[str]:
        return [name for name in self.fields if name in {field.name for field in self._meta.model._meta.fields}]

    def _read(self) -> dict[str, str]:
        return marked(self.cleaned_data["read"])

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, time):
            return clock(value)
        if isinstance(value, date):
            return uk_date(value)
        field = self.fields[name]
        if isinstance(value, list):
            value = ", ".join(self._words(name, one) for one in value)
        if isinstance(field, forms.ChoiceField) and not isinstance(value, models.Model):
            choices: Any = field.choices
            value = dict(choices).get(value, value)
        return str(dash(value))


def saved(form: forms.BaseForm, *, act: Callable[[], object], by: User) -> bool:
    """Try to save what the form holds; where it may not be, the form says why and keeps every word."""
    if not form.is_valid():
        return False
    try:
        act()
    except EditConflict as conflict:
        if not isinstance(form, EditForm):
            raise
        form.show_both_texts(conflict, reader=by)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def clashes_of(conflict: EditConflict, clashes: list[Clash], *, reader: User) -> Clashes:
    """Whose text is saved, by the last that the log says of it."""
    event = ActivityEvent.objects.about(conflict.saved).for_timeline().first()
    mine = event is not None and event.by_id == reader.pk
    name = str(event.by) if event and event.by else "Someone else"
    return Clashes(
        who="You" if mine else name,
        whose="the saved one" if mine else f"{name}’s",
        when=_when(event.at) if event else "a moment ago",
        fields=" ".join(conflict.fields),
        clashes=clashes,
    )


def mark(read: Mapping[str, str]) -> str:
    """What was read, for a form to carry; ``marked`` reads it again, whatever was made of it meanwhile."""
    return " ".join(f"{name}:{digest}" for name, digest in read.items())


def marked(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split())
    return {name: digest for name, _, digest in pairs}


def _text(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _when(moment: datetime) -> str:
    """At 10:42; on an earlier day, with the day."""
    day = "" if timezone.localdate(moment) == timezone.localdate() else f" on {uk_date(moment)}"
    return f"at {clock(moment)}{day}"
