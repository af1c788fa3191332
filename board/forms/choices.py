"""Whom and what a form offers: those in use, and what is chosen already."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm, ChoiceField, ModelChoiceField

from board.models import Agency, Group
from lscb.core.models import User


def people(*, chosen: int | None = None) -> QuerySet[User]:
    return User.objects.filter(Q(is_active=True) | Q(pk=chosen)).order_by("name")


def agencies(*, chosen: int | None = None) -> QuerySet[Agency]:
    return Agency.objects.filter(Q(is_active=True) | Q(pk=chosen)).order_by("name")


def groups(*, chosen: int | None = None) -> QuerySet[Group]:
    return Group.objects.filter(Q(is_active=True) | Q(pk=chosen)).order_by("name")


def is_taken(others: QuerySet, instance: Model) -> bool:
    return others.exclude(pk=instance.pk).exists()


def offer(form: BaseForm, name: str, rows: QuerySet[Any], *, nothing: str | None = None) -> None:
    """Let a field choose among these rows; ``nothing`` is what choosing none of them is called."""
    field = form.fields[name]
    assert isinstance(field, ModelChoiceField)
    field.queryset = rows
    if nothing is not None:
        field.empty_label = nothing


def offer_words(form: BaseForm, name: str, pairs: Iterable[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, ChoiceField)
    field.choices = list(pairs)
