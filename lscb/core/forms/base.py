"""The forms ours start from."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.models import ModelFormMetaclass

from lscb.core.forms.dates import DateField, DateTimeField, TimeField
from lscb.core.forms.numbers import WholeNumberField
from lscb.core.forms.several import SeveralField

OURS: dict[type[Any], type[forms.Field]] = {
    models.DateField: DateField,
    models.DateTimeField: DateTimeField,
    models.TimeField: TimeField,
    models.PositiveSmallIntegerField: WholeNumberField,
    models.PositiveIntegerField: WholeNumberField,
    models.ManyToManyField: SeveralField,
}


def form_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """A model's dates, times and counts become our fields, which read what people write; so do its lists of keys."""
    if type(field) in OURS:
        kwargs.setdefault("form_class", OURS[type(field)])
    return field.formfield(**kwargs)


class Form(forms.Form):
    """A form of our own. ``one_of`` names the fields of which one is wanted, so that none is called optional."""

    label_suffix = ""
    one_of: ClassVar[frozenset[str]] = frozenset()


class _WithOurFields(ModelFormMetaclass):
    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> type:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(form_field)
        return super().__new__(mcs, name, bases, attrs)


class ModelForm(forms.ModelForm, metaclass=_WithOurFields):
    """A form over a model, reading dates as people write them."""
