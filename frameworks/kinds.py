"""A framework, as something that may be brought in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from frameworks import actions
from frameworks.bringing_in import Column, Preview, preview
from frameworks.bringing_in.columns import OWN
from frameworks.bringing_in.kinds import Kind
from frameworks.bringing_in.naming import known_here
from frameworks.bringing_in.telling import as_json, as_lines
from frameworks.enums import FrameworkStatus
from frameworks.forms.bringing_in import ActivityRowForm, TitleForm
from frameworks.models import BringingIn, Completion, Framework, MonitoringActivity, Section, Standard
from lscb.core.models import User

PUT_OUT = "It is {} by now, so it is not taken back."


class FrameworkKind(Kind):
    name = "framework"
    noun = "framework"
    renaming = "Call it something else"
    columns = {column.value: column.label for column in Column}
    needed = (Column.STANDARD,)
    several = frozenset({Column.TIMESCALE})
    own = frozenset(column.value for column in OWN)
    own_verbs = ("framework.brought_in",)
    name_form = TitleForm
    row_form = ActivityRowForm

    def read(self, stored: BringingIn, *, today: date) -> Preview:
        by_hand = stored.columns_by_hand
        columns = {place: Column(column) for place, column in by_hand.items()} if by_hand else None
        return preview(stored.found, columns=columns, corrections=stored.corrected, today=today, known=known_here)

    def save(self, made: Preview, stored: BringingIn, *, by: User | None) -> dict[str, Any]:
        framework = Framework(title=stored.title)
        return {"framework": actions.bring_in(made, framework, by=by, source=stored.file_name).pk}

    def found(self, stored: BringingIn) -> Model | None:
        return Framework.objects.filter(pk=stored.made["framework"]).first()

    def parts(self, stored: BringingIn) -> list[QuerySet[Any]]:
        framework = stored.made["framework"]
        return [
            Completion.objects.filter(activity__standard__section__framework=framework),
            MonitoringActivity.objects.filter(standard__section__framework=framework),
            Standard.objects.filter(section__framework=framework),
            Section.objects.filter(framework=framework),
            Framework.objects.filter(pk=framework),
        ]

    def in_the_way(self, stored: BringingIn) -> str:
        framework = self.found(stored)
        if not isinstance(framework, Framework) or framework.status == FrameworkStatus.DRAFT:
            return ""
        return PUT_OUT.format(framework.get_status_display().lower())

    def back(self, stored: BringingIn | None) -> tuple[str, str]:
        return "Frameworks", reverse("frameworks:home")

    def as_json(self, made: Preview) -> dict[str, Any]:
        return as_json(made)

    def as_lines(self, made: Preview) -> Iterable[str]:
        return as_lines(made)
