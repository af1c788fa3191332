"""A coverage matrix, as something that may be brought in."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from board.models import KeyQuestion
from frameworks import actions
from frameworks.bringing_in.coverage import ACTIVITY, COLUMNS, CoveragePreview, preview
from frameworks.bringing_in.kinds import Kind
from frameworks.forms.bringing_in import RowForm
from frameworks.forms.coverage import CoverageTitleForm
from frameworks.models import BringingIn, Coverage, CoverageCell, CoverageRow, CoverageSection
from lscb.core.models import User
from lscb.core.templatetags.words import quantity

NO_QUESTION = (
    "There is no key question {} here, so no row is linked with it. Add it in the settings and read the file anew."
)


class CoverageKind(Kind):
    name = "coverage"
    noun = "table of coverage"
    columns = COLUMNS
    needed = (ACTIVITY,)
    own_verbs = ("coverage.brought_in",)
    name_form = CoverageTitleForm
    row_form = RowForm

    def read(self, stored: BringingIn, *, today: date) -> CoveragePreview:
        made = preview(stored.found, columns=stored.columns_by_hand, corrections=stored.corrected)
        known = set(KeyQuestion.objects.filter(number__in=made.questions).values_list("number", flat=True))
        made.notes += [NO_QUESTION.format(number) for number in sorted(made.questions - known)]
        return made

    def save(self, made: CoveragePreview, stored: BringingIn, *, by: User | None) -> dict[str, Any]:
        coverage = Coverage(title=stored.title)
        return {"coverage": actions.bring_in_coverage(made, coverage, by=by, source=stored.file_name).pk}

    def found(self, stored: BringingIn) -> Model | None:
        return Coverage.objects.filter(pk=stored.made["coverage"]).first()

    def parts(self, stored: BringingIn) -> list[QuerySet[Any]]:
        coverage = stored.made["coverage"]
        return [
            CoverageCell.objects.filter(row__section__coverage=coverage),
            CoverageRow.objects.filter(section__coverage=coverage),
            CoverageSection.objects.filter(coverage=coverage),
            Coverage.objects.filter(pk=coverage),
        ]

    def in_the_way(self, stored: BringingIn) -> str:
        return ""

    def back(self, stored: BringingIn | None) -> tuple[str, str]:
        return "Coverage", reverse("frameworks:coverage-list")

    def as_json(self, made: CoveragePreview) -> dict[str, Any]:
        return {
            "rows_in": made.rows_in,
            "made": made.made,
            "refused": [{"row": refusal.row, "reason": refusal.reason} for refusal in made.refused],
            "notes": made.notes,
            "sections": [
                {
                    "title": section.title,
                    "introduction": section.introduction,
                    "rows": [
                        {
                            "title": row.title,
                            "words": row.words,
                            "how_often": row.how_often,
                            "questions": list(row.questions),
                            "cells": {sector: [cell.kind.value, cell.words] for sector, cell in row.cells.items()},
                        }
                        for row in section.rows
                    ],
                }
                for section in made.sections
            ],
        }

    def as_lines(self, made: CoveragePreview) -> Iterable[str]:
        return _lines(made)


def _lines(made: CoveragePreview) -> Iterator[str]:
    yield f"{quantity(made.rows_in, 'row,rows')}: {made.made} made, {len(made.refused)} refused."
    yield from made.notes
    for section in made.sections:
        yield f"\n{section.title or 'Without a heading'}"
        for row in section.rows:
            yield f"  {row.title}: {len(row.cells)} of {len(COLUMNS) - 3} sectors"
    for refusal in made.refused:
        yield f"Row {refusal.row} refused: {refusal.reason}"
