"""{% load board %}{% board_sections %}: the places within the Board's own pages."""

from typing import Any

from django import template
from django.template import Context

from board.navigation import SECTIONS
from lscb.core import navigation

register = template.Library()


@register.inclusion_tag("components/sections.html", takes_context=True)
def board_sections(context: Context) -> dict[str, Any]:
    return {"items": navigation.items_among(SECTIONS, context["request"]), "label": "The Board’s pages"}
