"""A rolling part of the agencies: those asked longest ago first, those never asked before them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from audits.self_assessment.actions.bringing_forward import lineage_of
from audits.self_assessment.models import AssessmentReturn, Tool
from board.models import Agency


@dataclass(frozen=True, slots=True)
class Turn:
    """An agency, when it was last asked with the tool or an earlier version of it, and whether it is its turn."""

    agency: Agency
    asked_on: date | None
    is_chosen: bool


def turns(tool: Tool, agencies: Iterable[Agency], *, how_many: int, is_share: bool) -> list[Turn]:
    """In the order of their turn; agencies asked on the same day by name. One query beside the tool's versions."""
    asked = AssessmentReturn.objects.filter(campaign__tool__in=lineage_of(tool)).values_list("agency")
    last: dict[int, date] = dict(asked.annotate(last=Max("campaign__opens_on")))
    in_turn = sorted(agencies, key=lambda agency: (last.get(agency.pk, date.min), agency.name.casefold(), agency.pk))
    chosen = part_of(len(in_turn), how_many, is_share=is_share)
    return [Turn(agency, last.get(agency.pk), place < chosen) for place, agency in enumerate(in_turn)]


def part_of(total: int, how_many: int, *, is_share: bool) -> int:
    """So many, or so many of a hundred, rounded up: a share never asks nobody."""
    wanted = -(-total * how_many // 100) if is_share else how_many
    return min(total, wanted)
