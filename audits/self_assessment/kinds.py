"""A tool, as something that may be brought in."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.bringing_in import INTRODUCTIONS, Column, Preview, preview
from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.forms.bringing_in import ToolTitleForm
from audits.self_assessment.models import Question, Tool, ToolStandard
from board.models import Agency
from frameworks.bringing_in.kinds import Kind
from frameworks.forms.bringing_in import RowForm
from frameworks.models import BringingIn
from lscb.core.models import User

PUT_OUT = "It is {} by now, so it is not taken back."


class QuestionsKind(Kind):
    name = "tool"
    noun = "tool"
    renaming = "Call it something else"
    columns = {column.value: column.label for column in Column}
    needed = (Column.QUESTION,)
    own = frozenset(INTRODUCTIONS)
    own_verbs = ("tool.brought_in",)
    name_form = ToolTitleForm
    row_form = RowForm

    def read(self, stored: BringingIn, *, today: date) -> Preview:
        names = list(Agency.objects.values_list("name", flat=True))
        return preview(stored.found, columns=stored.columns_by_hand, corrections=stored.corrected, agencies=names)

    def save(self, made: Preview, stored: BringingIn, *, by: User | None) -> dict[str, Any]:
        return {"tool": actions.bring_in_tool(made, stored.title, by=by, source=stored.file_name).pk}

    def found(self, stored: BringingIn) -> Model | None:
        return Tool.objects.filter(pk=stored.made["tool"]).first()

    def parts(self, stored: BringingIn) -> list[QuerySet[Any]]:
        tool = stored.made["tool"]
        return [
            Question.objects.filter(tool_standard__tool=tool),
            ToolStandard.objects.filter(tool=tool),
            Tool.objects.filter(pk=tool),
        ]

    def in_the_way(self, stored: BringingIn) -> str:
        tool = self.found(stored)
        if not isinstance(tool, Tool) or tool.status == ToolStatus.DRAFT:
            return ""
        return PUT_OUT.format(tool.get_status_display().lower())

    def back(self, stored: BringingIn | None) -> tuple[str, str]:
        return "Tools", reverse("self-assessment:tool-list")

    def as_json(self, made: Preview) -> dict[str, Any]:
        return {
            "introduction": made.introduction,
            "standards": [
                {
                    "title": part.title,
                    "introduction": part.introduction,
                    "questions": [_plain(asdict(each)) for each in part.questions],
                }
                for part in made.parts
            ],
            "refused": [{"row": each.row, "reason": each.reason} for each in made.refused],
            "notes": made.notes,
        }

    def as_lines(self, made: Preview) -> Iterable[str]:
        for part in made.parts:
            yield part.title
            for each in part.questions:
                yield f"  row {each.row}: {each.code} {' '.join(each.text.split())}"
                yield from (f"    look at this: {doubt}" for doubt in each.doubts)
        yield from (f"row {each.row} is left out: {each.reason}" for each in made.refused)
        yield f"{made.made} questions of {made.rows_in} rows"


def _plain(each: dict[str, Any]) -> dict[str, Any]:
    day = each["checked_on"]
    return each | {"checked_on": day.isoformat() if day else None}
