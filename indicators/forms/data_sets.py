"""The form of a data set: its name, how often, and its indicators in order."""

from copy import copy
from typing import Any

from django import forms
from django.db.models import Q

from audits.programme.enums import OPEN
from audits.programme.models import ProgrammeEntry
from board.forms import choices
from board.models import Board
from indicators.actions.data_sets import ListConflict, add_data_set, change_data_set, codes_of
from indicators.models import DataSet, Indicator
from indicators.models.data_sets import OPENS_TOO_LATE
from lscb.core.editing import EditForm
from lscb.core.models import User

TIMING = ["opens_after_working_days", "due_after_working_days", "timely_for_days", "lock_after_days"]


class DataSetForm(EditForm):
    """Indicators are one line each, in the order the agencies see them; a line begins with the code."""

    lines = forms.CharField(
        label="Indicators",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="One a line, beginning with its code, in the order in which agencies see them.",
    )
    read_lines = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = DataSet
        fields = ["name", "description", "frequency", "year_kind", *TIMING, "entry", "is_active"]
        labels = {
            "is_active": "In use",
            "frequency": "How often it is collected",
            "opens_after_working_days": "Working days after a period’s end until it opens by itself",
            "due_after_working_days": "Working days after a period’s end until returns are due",
            "timely_for_days": "Days after the due date for which a return is still on time",
            "lock_after_days": "Days after the due date for which late returns are accepted",
            "entry": "Carries out the programme’s entry",
        }
        help_texts = {
            "opens_after_working_days": "Leave empty to open each period yourself. The first you open in any case.",
            "entry": "And what it is carried over into in the years after.",
            "is_active": "Untick it to open no more periods. What was collected stays.",
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board = Board.current()
        for name in ("due_after_working_days", "lock_after_days"):
            days = getattr(board, name)
            self.fields[name].help_text = f"Leave empty for what the {board.term} has for all: {days}."
        self.fields["timely_for_days"].required = False
        entries = ProgrammeEntry.objects.filter(Q(status__in=OPEN) | Q(pk=self.instance.entry_id or 0))
        entries = entries.select_related("programme").order_by("-programme__year", "number")
        choices.offer(self, "entry", entries, nothing="None")
        if self.instance.pk is None:
            del self.fields["read_lines"], self.fields["is_active"]
        else:
            own = self.instance.lines.select_related("indicator").order_by("order", "indicator__code")
            self.initial["lines"] = "\n".join(str(line.indicator) for line in own)
            self.initial["read_lines"] = codes_of(self.instance)

    def clean_timely_for_days(self) -> int:
        """Nothing is none."""
        return self.cleaned_data["timely_for_days"] or 0

    def clean(self) -> dict[str, Any]:
        """Where it has no days of its own, the Board's hold."""
        cleaned = super().clean() or self.cleaned_data
        opens, due = cleaned.get("opens_after_working_days"), cleaned.get("due_after_working_days")
        if opens is not None and due is None and opens >= Board.current().due_after_working_days:
            self.add_error("opens_after_working_days", OPENS_TOO_LATE)
        return cleaned

    def clean_lines(self) -> list[Indicator]:
        library = {indicator.code: indicator for indicator in Indicator.objects.all()}
        found: dict[str, Indicator] = {}
        for line in self.cleaned_data["lines"].splitlines():
            code = _code_at_start(line, library)
            if not line.strip():
                continue
            if code is None:
                self.add_error("lines", f"“{line.strip()[:60]}” does not begin with a code of the library")
            elif code in found:
                self.add_error("lines", f"{code} is there twice: take one out")
            else:
                found[code] = library[code]
        return list(found.values())

    def save_by(self, user: User) -> DataSet:
        """Add or change the data set; a list that another has changed meanwhile is told and remembered."""
        indicators = self.cleaned_data["lines"]
        if self.instance.pk is None:
            return add_data_set(self.values, indicators, by=user)
        try:
            return change_data_set(
                self.instance, self.edit(), indicators, read=self.cleaned_data["read_lines"], by=user
            )
        except ListConflict as conflict:
            sent: Any = copy(self.data)
            sent[self.add_prefix("read_lines")] = conflict.saved
            self.data = sent
            raise


def _code_at_start(line: str, library: dict[str, Indicator]) -> str | None:
    """The code a line begins with, however it is spaced; capitals do not matter."""
    words = line.split(maxsplit=1)
    first = words[0].rstrip(":.,") if words else ""
    return next((code for code in (words[0] if words else "", first) if code in library), None) or next(
        (code for code in library if code.casefold() == first.casefold()), None
    )
