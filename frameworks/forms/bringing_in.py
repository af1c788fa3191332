"""A table on its way in: where it comes from, what its columns hold, what a person says of one row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ChoiceField, HiddenInput, RadioSelect, Textarea

from frameworks.bringing_in.kinds import Kind
from frameworks.enums import FREQUENCIES
from frameworks.forms.activities import NUMBERS
from frameworks.forms.dates import DatesField, MonthsField
from frameworks.timescales.recurrence import COUNTED, MOST_A_YEAR, Frequency
from lscb.core.forms import Form, WholeNumberField
from lscb.core.reading import Correction, Table

ROW, HEADING, OUT = "row", "heading", "out"


class TitleForm(Form):
    title = CharField(max_length=200, label="Title", help_text="What the framework is called.")


class ColumnsForm(Form):
    """What each column of a table holds that could not be recognised."""

    def __init__(self, *args: Any, kind: Kind, tables: list[Table], said: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for place in range(max(len(row.cells) for table in tables for row in table.rows)):
            self.fields[f"column_{place}"] = ChoiceField(
                choices=[("", "Nothing that is kept"), *kind.columns.items()],
                required=False,
                label=f"Column {place + 1}",
                help_text=_sample(tables[0], place),
                initial=said.get(place, ""),
            )
        self.fields["heads"] = BooleanField(
            required=False, initial=True, label="The first row names the columns: leave it out"
        )

    @property
    def columns(self) -> dict[int, str]:
        answers = ((int(name[7:]), value) for name, value in self.cleaned_data.items() if name.startswith("column_"))
        return {place: column for place, column in answers if column}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = list(self.columns.values())
        if missing := [self.kind.columns[column] for column in self.kind.needed if column not in chosen]:
            raise ValidationError(f"Say which column holds: {', '.join(missing).lower()}")
        for column in {column for column in chosen if chosen.count(column) > 1} - self.kind.several:
            place = max(place for place, each in self.columns.items() if each == column)
            self.add_error(f"column_{place}", f"Choose “{self.kind.columns[column]}” for one column only")
        return data


class RowForm(Form):
    """One row: what kind of row it is, its words by column, and whatever its kind settles besides."""

    understood = ChoiceField(
        label="This row is",
        widget=RadioSelect,
        choices=[(ROW, "A row of the table"), (HEADING, "A heading of the rows below it"), (OUT, "Left out")],
    )
    because = CharField(required=False, max_length=300, label="Why it is left out")
    read = CharField(required=False, widget=HiddenInput)  # a mark of what was said of the row before
    settles: tuple[str, ...] = ()

    def __init__(self, *args: Any, kind: Kind, cells: Mapping[str, str], settings: Mapping[str, Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.shown_cells, self.shown_settings = cells, settings
        for column, label in kind.columns.items():
            if column in kind.own and not cells.get(column):
                continue
            widget = Textarea(attrs={"rows": 3 if len(cells.get(column, "")) > 60 else 1})
            self.fields[f"cell_{column}"] = CharField(
                required=False, label=label, max_length=10_000, widget=widget, initial=cells.get(column, "")
            )
        for name in self.settles:
            self.fields[name].initial = settings.get(name)
        self.order_fields(["understood", "because", *(f"cell_{column}" for column in kind.columns), *self.settles])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("understood") == OUT and not data.get("because"):
            self.add_error("because", "Say why it is left out")
        return data

    def correction(self, before: Correction) -> Correction:
        """Only what differs from what was shown, so that the rest is still read from the row."""
        data = self.cleaned_data
        if data["understood"] == OUT:
            return Correction(left_out=data["because"])
        cells = {name[5:]: _lines(value) for name, value in data.items() if name.startswith("cell_")}
        changed = {column: words for column, words in cells.items() if words != self.shown_cells.get(column, "")}
        answers = {name: _plain(data[name]) for name in self.settles}
        settled = {name: answer for name, answer in answers.items() if answer != self.shown_settings.get(name)}
        return Correction(
            cells=dict(before.cells) | changed,
            settings=dict(before.settings) | settled,
            is_heading=data["understood"] == HEADING,
        )


class ActivityRowForm(RowForm):
    """With how its timescale is understood."""

    frequency = ChoiceField(
        required=False,
        label="How often",
        choices=[("", "Not said"), *((each.value, words) for each, words in FREQUENCIES.items())],
    )
    number = WholeNumberField(required=False, min_value=1, max_value=104, label="How many weeks, or times a year")
    months = MonthsField(required=False, label="In these months", help_text="Such as: April, October.")
    completed = DatesField(required=False, label="Done", help_text="Such as: July 2010, 14 March 2011.")
    due = DatesField(required=False, label="Due", help_text="Such as: June 2011, December 2011.")
    settles = ("frequency", "number", "months", "completed", "due")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        frequency = Frequency(data["frequency"]) if data.get("frequency") else None
        if "number" in self.errors:
            return data
        if frequency in NUMBERS and data.get("number") is None:
            self.add_error("number", NUMBERS[frequency])
        elif frequency == Frequency.TIMES_A_YEAR and data["number"] > MOST_A_YEAR:
            self.add_error("number", f"Enter a number from 1 to {MOST_A_YEAR}")
        elif frequency not in COUNTED and data.get("number") is not None:
            self.add_error("number", "Leave this empty: only weeks and times a year are counted")
        return data


def _sample(table: Table, place: int) -> str:
    cells = [row.cells[place] for row in table.rows if place < len(row.cells) and row.cells[place]]
    return "Begins: " + " / ".join(" ".join(cell.split())[:60] for cell in cells[:3]) if cells else "It is empty."


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
