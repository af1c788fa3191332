"""A library, as something that may be brought in."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from board.models import Agency, Group, KeyQuestion, Priority
from frameworks.bringing_in.kinds import Kind
from frameworks.forms.bringing_in import RowForm, TitleForm
from frameworks.models import BringingIn
from indicators.actions.bringing_in import bring_in_library
from indicators.bringing_in import COLUMNS, Known, LibraryPreview, preview
from indicators.bringing_in.columns import SEVERAL
from indicators.forms.library import in_its_year
from indicators.models import Indicator, KeptSeries
from indicators.permissions import can_keep_library
from lscb.core.models import User
from lscb.core.templatetags.words import quantity


class ListTitleForm(TitleForm):
    """What the list is called while it is looked over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = "What this list is called, such as “National indicators 2026”."


class LibraryKind(Kind):
    name = "indicators"
    noun = "list of indicators"
    renaming = "Call it something else"
    columns = COLUMNS
    needed = ("title",)
    several = SEVERAL
    own_verbs = ("indicator.brought_in",)
    name_form = ListTitleForm
    row_form = RowForm

    def may_keep(self, user: User) -> bool:
        return can_keep_library(user)

    def read(self, stored: BringingIn, *, today: date) -> LibraryPreview:
        return preview(stored.found, known=known(), columns=stored.columns_by_hand, corrections=stored.corrected)

    def save(self, made: LibraryPreview, stored: BringingIn, *, by: User | None) -> dict[str, Any]:
        return {"indicators": [one.pk for one in bring_in_library(made, by=by, source=stored.file_name)]}

    def found(self, stored: BringingIn) -> Model | None:
        """The first that is still there: all are taken back together."""
        return Indicator.objects.filter(pk__in=stored.made["indicators"]).first()

    def opening(self, whole: Model) -> tuple[str, str]:
        return "Open the library", reverse("indicators:library")

    def parts(self, stored: BringingIn) -> list[QuerySet[Any]]:
        made = stored.made["indicators"]
        return [KeptSeries.objects.filter(indicator__in=made), Indicator.objects.filter(pk__in=made)]

    def in_the_way(self, stored: BringingIn) -> str:
        return ""

    def back(self, stored: BringingIn | None) -> tuple[str, str]:
        return "Indicator library", reverse("indicators:library")

    def as_json(self, made: LibraryPreview) -> dict[str, Any]:
        return {
            "rows_in": made.rows_in,
            "made": made.made,
            "refused": [{"row": refusal.row, "reason": refusal.reason} for refusal in made.refused],
            "notes": made.notes,
            "indicators": [
                {"row": one.row, **{name: _plain(value) for name, value in one.values.items()}, "doubts": one.doubts}
                for one in made.indicators
            ],
        }

    def as_lines(self, made: LibraryPreview) -> Iterable[str]:
        return _lines(made)


def known() -> Known:
    """Five queries. By name as people write it, whatever its capitals."""
    return Known(
        codes={code.casefold(): pk for pk, code in Indicator.objects.values_list("pk", "code")},
        agencies={name.casefold(): pk for pk, name in Agency.objects.values_list("pk", "name")},
        groups={name.casefold(): pk for pk, name in Group.objects.values_list("pk", "name")},
        priorities={in_its_year(one).casefold(): one.pk for one in Priority.objects.all()},
        key_questions={str(one.number): one.pk for one in KeyQuestion.objects.all()},
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _lines(made: LibraryPreview) -> Iterator[str]:
    yield f"{quantity(made.rows_in, 'row,rows')}: {made.made} made, {len(made.refused)} refused."
    yield from made.notes
    for one in made.indicators:
        doubts = f" Look at: {' '.join(one.doubts)}" if one.doubts else ""
        yield f"Row {one.row}: {one.code} {one.values['title']}.{doubts}"
    for refusal in made.refused:
        yield f"Row {refusal.row} refused. {refusal.reason}"
