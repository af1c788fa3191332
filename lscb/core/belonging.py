"""What a stored file belongs to, in whichever app: for whoever must decide about a file that is held back."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from lscb.core.models import StoredFile


def owners_of(files: Iterable[StoredFile]) -> dict[int, list[models.Model]]:
    """What keeps each of these files: a query for each kind of thing that can."""
    owners: dict[int, list[models.Model]] = defaultdict(list)
    keys = [file.pk for file in files]
    for field in StoredFile.pointed_at_by():
        for row in field.model._base_manager.select_related().filter(**{f"{field.attname}__in": keys}):
            owners[getattr(row, field.attname)].append(row)
    return owners
