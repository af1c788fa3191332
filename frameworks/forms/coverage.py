"""The coverage matrix: its headings, its rows, and what each says of each sector."""

from collections.abc import Iterable
from typing import Any

from django.forms import CharField, CheckboxSelectMultiple, ChoiceField, Textarea

from board.enums import Sector
from board.forms import choices
from board.models import KeyQuestion
from frameworks.bringing_in.coverage import Cell
from frameworks.enums import CellKind
from frameworks.models import Coverage, CoverageRow, CoverageSection, MonitoringActivity
from lscb.core.editing import EditForm
from lscb.core.forms import Form, SeveralField

GAP = ("", "Nothing yet: a gap")


class CoverageTitleForm(Form):
    title = CharField(max_length=200, label="Title", help_text="Such as: Coverage of assurance, 2026–27.")


class CoverageForm(EditForm):
    class Meta:
        model = Coverage
        fields = ["title"]
        help_texts = {"title": "Such as: Coverage of assurance, 2026–27."}


class CoverageSectionForm(EditForm):
    class Meta:
        model = CoverageSection
        fields = ["title", "introduction"]
        labels = {"title": "Heading"}
        widgets = {"introduction": Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class CoverageRowForm(EditForm):
    """One activity of assurance, and a choice and words for each sector."""

    key_questions = SeveralField(
        queryset=KeyQuestion.objects.order_by("number"),
        required=False,
        widget=CheckboxSelectMultiple,
        label="Key questions that it answers",
    )

    class Meta:
        model = CoverageRow
        fields = ["title", "how_often", "activity", "words"]
        labels = {"activity": "Monitoring of a framework", "words": "Said across all sectors"}
        help_texts = {
            "activity": "What was done for it shows how fresh the evidence is.",
            "how_often": "Such as: yearly.",
        }
        widgets = {"words": Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: CoverageRow = self.instance
        activities = MonitoringActivity.objects.of_adopted()
        if row.activity_id:
            activities |= MonitoringActivity.objects.filter(pk=row.activity_id)
        choices.offer(self, "activity", activities.select_related("standard"), nothing="None")
        self.fields["key_questions"].initial = list(row.key_questions.all()) if row.pk else []
        said = {cell.sector: cell for cell in row.cells.all()} if row.pk else {}
        for sector in Sector:
            cell = said.get(sector)
            self.fields[f"kind_{sector}"] = ChoiceField(
                choices=[GAP, *CellKind.choices],
                required=False,
                label=str(sector.label),
                initial=cell.kind if cell else "",
            )
            self.fields[f"words_{sector}"] = CharField(
                required=False,
                max_length=5_000,
                label=f"{sector.label}, in words",
                widget=Textarea(attrs={"rows": 1}),
                initial=cell.words if cell else "",
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for sector in Sector:
            kind, words = data.get(f"kind_{sector}", ""), data.get(f"words_{sector}", "")
            if kind == CellKind.WORDS and not words:
                self.add_error(f"words_{sector}", f"Write what is done in this sector: {sector.label.lower()}")
            elif words and kind != CellKind.WORDS:
                self.add_error(f"kind_{sector}", f"Choose “In words” for {sector.label.lower()}, or take its words out")
            elif kind == CellKind.LIVE and not data.get("activity"):
                self.add_error("activity", "Choose the monitoring whose evidence is shown")
        return data

    @property
    def questions(self) -> Iterable[KeyQuestion]:
        found: Iterable[KeyQuestion] = self.cleaned_data["key_questions"]
        return found

    @property
    def cells(self) -> dict[str, Cell | None]:
        data = self.cleaned_data
        return {
            sector.value: Cell(CellKind(data[f"kind_{sector}"]), data[f"words_{sector}"].replace("\r\n", "\n"))
            if data[f"kind_{sector}"]
            else None
            for sector in Sector
        }
