"""A programme, as something that may be brought in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from audits.programme import actions
from audits.programme.bringing_in import Column, Preview, as_json, as_lines, preview
from audits.programme.bringing_in.columns import OWN
from audits.programme.bringing_in.naming import known_of
from audits.programme.forms.bringing_in import EntryRowForm, YearForm
from audits.programme.models import Audit, Programme, ProgrammeEntry
from board.models import Board
from frameworks.bringing_in.kinds import Kind
from frameworks.models import BringingIn
from lscb.core.models import User


class ProgrammeKind(Kind):
    name = "programme"
    noun = "programme"
    renaming = "Choose another year"
    columns = {column.value: column.label for column in Column}
    needed = (Column.SUBJECT,)
    own = frozenset(column.value for column in OWN)
    own_verbs = ("programme.brought_in", "entry.brought_in", "audit.brought_in")
    name_form = YearForm
    row_form = EntryRowForm

    def read(self, stored: BringingIn, *, today: date) -> Preview:
        assert stored.year is not None
        return preview(
            stored.found,
            year=stored.year,
            starts_in=Board.current().year_starts_in,
            columns=stored.columns_by_hand,
            corrections=stored.corrected,
            known=known_of,
        )

    def save(self, made: Preview, stored: BringingIn, *, by: User | None) -> dict[str, Any]:
        assert stored.year is not None
        programme, entries, is_new = actions.bring_in_entries(made, stored.year, by=by, source=stored.file_name)
        return {"programme": programme.pk, "entries": entries, "is_new": is_new}

    def found(self, stored: BringingIn) -> Model | None:
        return Programme.objects.filter(pk=stored.made["programme"]).first()

    def parts(self, stored: BringingIn) -> list[QuerySet[Any]]:
        """The programme itself only where it was begun for them."""
        entries: QuerySet[Any] = ProgrammeEntry.objects.filter(pk__in=stored.made["entries"])
        whole: QuerySet[Any] = Programme.objects.filter(pk=stored.made["programme"])
        audits: QuerySet[Any] = Audit.objects.filter(entry__in=stored.made["entries"])
        return [audits, entries, whole] if stored.made["is_new"] else [audits, entries]

    def in_the_way(self, stored: BringingIn) -> str:
        return ""

    def back(self, stored: BringingIn | None) -> tuple[str, str]:
        return "Audit programme", reverse("programme:home")

    def as_json(self, made: Preview) -> dict[str, Any]:
        return as_json(made)

    def as_lines(self, made: Preview) -> Iterable[str]:
        return as_lines(made)
