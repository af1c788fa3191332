"""Whom and what a form offers: those in use, and what is chosen already."""

from django.db.models import Model, Q, QuerySet

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
