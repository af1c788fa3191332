"""Small builders for the constraints we keep needing."""

from django.db import models
from django.db.models import Q


def one_of_choices(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """The column holds a declared choice, whoever writes to it."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def both_or_neither(first: str, second: str, *, name: str) -> models.CheckConstraint:
    """Stamps travel in pairs: "when" is never stored without "who"."""
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return models.CheckConstraint(condition=neither | both, name=name)


def not_blank(field: str, *, name: str) -> models.CheckConstraint:
    """Some text is there."""
    return models.CheckConstraint(condition=~Q(**{field: ""}), name=name)


def in_order(first: str, second: str, *, name: str) -> models.CheckConstraint:
    """The first is not after the second; nothing is asked of a missing one."""
    missing = Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True})
    return models.CheckConstraint(condition=missing | Q(**{f"{first}__lte": models.F(second)}), name=name)


def between(field: str, least: int, most: int, *, name: str) -> models.CheckConstraint:
    """A number within bounds, both included; nothing is asked of a missing one."""
    within = Q(**{f"{field}__gte": least, f"{field}__lte": most})
    return models.CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | within, name=name)
