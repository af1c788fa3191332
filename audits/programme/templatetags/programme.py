"""{% load programme %}{% programme_sections %}: the places within the programme's own pages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from audits.programme.navigation import SECTIONS
from lscb.core import navigation

register = template.Library()


@register.inclusion_tag("components/sections.html", takes_context=True)
def programme_sections(context: Context) -> dict[str, Any]:
    return {"items": navigation.items_among(SECTIONS, context["request"]), "label": "The programme’s pages"}


@register.filter
def get(found: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key, or nothing."""
    return found.get(key)
