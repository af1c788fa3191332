"""{% load surveys %}: scores and differences in words and numbers."""

from decimal import Decimal
from typing import Any

from django import template

from audits.surveys.beside import Beside, hundredths

register = template.Library()


@register.filter
def of_100(score: Decimal) -> int:
    return hundredths(score)


@register.inclusion_tag("surveys/hundred.html")
def hundred(score: Decimal) -> dict[str, Any]:
    """The number, then its length."""
    return {"n": hundredths(score)}


@register.inclusion_tag("surveys/difference.html")
def difference(row: Beside) -> dict[str, Any]:
    return {"mark": row.mark, "words": row.says}
