"""{% load assessments %}: what a heat map's cell says."""

from decimal import Decimal
from typing import Any

from django import template

from audits.self_assessment.results import Cell, out_of_100

register = template.Library()

# From which share of all that could be reached a standard is drawn as good, as in part.
GOOD, PART = Decimal("0.8"), Decimal("0.5")
# What a cell shows, and what is read out after it.
WORDS = {"good": ("Largely", " in place"), "part": ("In part", ""), "poor": ("Little", " in place")}


def word_of(score: Decimal | None) -> dict[str, Any]:
    """A score out of 100 with its shape and its words, of which a cell shows the first."""
    if score is None:
        return {"score": "", "shape": "", "word": "nothing scored", "short": "", "rest": ""}
    shape = "good" if score >= GOOD else "part" if score >= PART else "poor"
    short, rest = WORDS[shape]
    return {
        "score": out_of_100(score),
        "shape": shape,
        "word": f"{short}{rest}".lower(),
        "short": short,
        "rest": rest,
    }


@register.inclusion_tag("self_assessment/heat_cell.html")
def heat_cell(cell: Cell) -> dict[str, Any]:
    score = cell.own if cell.moderated is None else cell.moderated
    if score is None:
        return {"score": None}
    return {
        **word_of(score),
        "own": out_of_100(cell.own) if cell.own is not None else "",
        "differs": cell.own is not None and cell.own != score,
        "change": cell.change,
    }


@register.inclusion_tag("self_assessment/heat_cell.html")
def heat_score(score: Decimal | None) -> dict[str, Any]:
    """Of a whole sector."""
    return heat_cell(Cell(own=score, moderated=score))


@register.filter
def hundredths(score: Decimal) -> int:
    return out_of_100(score)
