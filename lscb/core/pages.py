"""How long a page of a table is."""

from typing import Any

from django.core.paginator import Paginator


def pages_of(size: int) -> dict[str, Any]:
    """Pages of so many rows, for django-tables2, which would otherwise take any size that an address asks for."""
    return {"per_page": size, "paginator_class": lambda rows, _asked: Paginator(rows, size)}
