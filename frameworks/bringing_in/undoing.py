"""Whether what was brought in is still as it came: nothing logged about it since, and nothing elsewhere hangs on it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from lscb.core.models import ActivityEvent


def was_touched(parts: Iterable[QuerySet[Any]], *, own_verbs: Collection[str]) -> bool:
    """One query a kind of part, however many there are."""
    return any(
        ActivityEvent.objects.filter(object_type=part.model._meta.label_lower, object_id__in=part.values("pk"))
        .exclude(verb__in=own_verbs)
        .exists()
        for part in parts
    )


def is_used(parts: Collection[QuerySet[Any]]) -> bool:
    """Rows elsewhere that point at one of these."""
    own = {part.model: part for part in parts}
    return any(
        _pointing(relation, part).exclude(pk__in=own[relation.related_model].values("pk")).exists()
        if relation.related_model in own
        else _pointing(relation, part).exists()
        for part in parts
        for relation in part.model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model._meta.auto_created not in own
    )


def _pointing(relation: Any, part: QuerySet[Any]) -> QuerySet[Any]:
    pointing: QuerySet[Any] = relation.related_model._base_manager.filter(
        **{f"{relation.field.name}__in": part.values("pk")}
    )
    return pointing
