"""{% load assessments %}: what a heat map's cell says."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template

from audits.self_assessment.results import Cell

register = template.Library()

# From which share of all that could be reached a standard is drawn as good, as in part.
GOOD, PART = Decimal("0.8"), Decimal("0.5")


@register.inclusion_tag("self_assessment/heat_cell.html")
def heat_cell(cell: Cell) -> dict[str, Any]:
    score = cell.own if cell.moderated is None else cell.moderated
    if score is None:
        return {"score": None}
    return {
        "score": _hundredths(score),
        "own": _hundredths(cell.own) if cell.own is not None else "",
        "differs": cell.own is not None and cell.own != score,
        "shape": "good" if score >= GOOD else "part" if score >= PART else "poor",
        "change": _change(cell),
    }


@register.inclusion_tag("self_assessment/heat_cell.html")
def heat_score(score: Decimal | None) -> dict[str, Any]:
    """Of a whole sector."""
    return heat_cell(Cell(own=score, moderated=score))


@register.filter
def hundredths(score: Decimal) -> int:
    return _hundredths(score)


def _change(cell: Cell) -> str:
    """Since last round, of the agency's own word."""
    if cell.own is None or cell.before is None or cell.own == cell.before:
        return ""
    moved = _hundredths(cell.own) - _hundredths(cell.before)
    return f"up {moved}" if moved > 0 else f"down {-moved}" if moved < 0 else ""


def _hundredths(score: Decimal) -> int:
    return int((score * 100).to_integral_value(ROUND_HALF_UP))
