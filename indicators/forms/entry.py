"""The boxes of a return. Any text is taken; only what is far too long, or cannot be kept, is given back."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from indicators.analysis.checks import Finding, Kind
from indicators.analysis.child_level import sign_in
from indicators.enums import MissingReason
from indicators.models import Figure, Indicator, IndicatorReturn
from indicators.models.returns import EXPLANATION_LENGTH
from lscb.core.forms import Form
from lscb.core.forms.saving import Version, Words, resolution

Sent = Mapping[str, Any]

ROW_FIELD = re.compile(r"row-([0-9]{1,18})-([a-z_]+)", re.ASCII)
REASONS = (("", "Available"), *MissingReason.choices)
BOX_LENGTH, COMMENTARY_LENGTH = 200, 6_000


def _box(label: str) -> Words:
    return Words(label=label, max_length=BOX_LENGTH)


class RowForm(Form):
    """One indicator's row."""

    version = Version()
    numerator_text = _box("Numerator")
    denominator_text = _box("Denominator")
    value_text = _box("Value")
    missing_reason = forms.ChoiceField(label="If not available", required=False, choices=REASONS)
    commentary = Words(label="Commentary", rows=3, max_length=COMMENTARY_LENGTH)
    explanation = Words(label="Explain this figure", rows=2, max_length=EXPLANATION_LENGTH)

    TEXTS = ("numerator_text", "denominator_text", "value_text", "missing_reason", "commentary", "explanation")

    def __init__(self, figure: Figure | None = None, data: Sent | None = None, *, pk: int | None = None) -> None:
        initial = {name: getattr(figure, name) for name in ("version", *self.TEXTS)} if figure else {}
        if figure:
            self.base_fields = _taken_by(figure.indicator)  # type: ignore[misc]
        super().__init__(data, initial=initial, prefix=prefix_of(figure.pk if figure else pk))
        self.marks: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        """What is one child's is not kept, not even as a wrong entry."""
        data = super().clean() or self.cleaned_data
        for name in (name for name in data if name.endswith("_text")):
            if what := sign_in(data[name]):
                self.add_error(name, f"It looks like {what}, which is one child's. Enter a total.")
        return data

    def mark(self, findings: Iterable[Finding]) -> None:
        """Note which boxes hold what is wrong or unlikely; wrong goes before unlikely."""
        boxes = [name[: -len("_text")] for name in self.fields if name.endswith("_text")]
        for finding in findings:
            wanted = finding.key.partition("-")[0]
            box = wanted if wanted in boxes else boxes[0]
            if finding.kind == Kind.ERROR or box not in self.marks:
                self.marks[box] = "wrong" if finding.kind == Kind.ERROR else "unlikely"

    def shown(self) -> dict[str, str]:
        """What stands in the boxes: what was sent, where it is given back, or else what is kept."""
        sent = {name: self.data[self.add_prefix(name)] for name in self.fields if self.add_prefix(name) in self.data}
        return {name: str(text) for name, text in {**(self.initial or {}), **sent}.items()}

    def texts(self) -> dict[str, str]:
        """What was sent: a box that was not on the page is not emptied."""
        return {name: self.cleaned_data[name] for name in self.TEXTS if self.add_prefix(name) in self.data}

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("version") in self.data

    def says_what_is_in(self, figure: Figure) -> bool:
        return (
            self.is_valid()
            and self.resolution is None
            and all(getattr(figure, name) == text for name, text in self.texts().items())
        )

    @property
    def resolution(self) -> tuple[str, int] | None:
        """ "mine" or "theirs", and the version of theirs that was looked at when choosing."""
        return resolution(self.data, self.add_prefix("resolve"))


class WholeForm(Form):
    """What is said about the return as a whole."""

    version = Version()
    is_nil = forms.BooleanField(
        label="Nothing to report for this period",
        required=False,
        help_text="Rows left empty are then submitted as nothing to report.",
    )
    commentary = Words(label="Commentary on the whole return", rows=4, max_length=COMMENTARY_LENGTH)

    def __init__(self, item: IndicatorReturn, data: Sent | None = None) -> None:
        initial = {"version": item.version, "is_nil": item.is_nil, "commentary": item.commentary}
        super().__init__(data, initial=initial, prefix="whole")

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("version") in self.data

    @property
    def resolution(self) -> tuple[str, int] | None:
        return resolution(self.data, self.add_prefix("resolve"))


def texts_of_others(data: Sent, own: set[int]) -> list[tuple[str, str]]:
    """What was written in rows that are no longer this person's: it is shown back, for it cannot be saved."""
    found = []
    for name, text in data.items():
        match = ROW_FIELD.fullmatch(name)
        if match and int(match[1]) not in own and match[2] in RowForm.TEXTS and str(text).strip():
            label = RowForm.base_fields[match[2]].label
            found.append((str(label), str(text)))
    return found


def _taken_by(indicator: Indicator) -> dict[str, forms.Field]:
    """The fields of a row of this indicator. Chosen before a form copies them, for a page copies sixty rows of them."""
    unused = {"value_text"} if indicator.takes_denominator else {"numerator_text", "denominator_text"}
    return {name: field for name, field in RowForm.base_fields.items() if name not in unused}


def prefix_of(pk: int | None) -> str:
    return f"row-{pk}"
