"""What became of each part of a return that a person tried to save."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils import timezone

from indicators.actions import entry
from indicators.forms.entry import RowForm, Sent, WholeForm
from indicators.models import Figure, IndicatorReturn
from indicators.models.returns import FigureQuerySet, IndicatorReturnQuerySet
from indicators.rows import Row, rows_of
from lscb.core.editing.both import Both, both_of
from lscb.core.exceptions import Refused
from lscb.core.models import User


@dataclass(slots=True)
class Outcome:
    """One row after an attempt to save it: saved, or why not, with the text still in its form."""

    figure: Figure
    form: RowForm
    saved_at: datetime | None = None
    refusal: str = ""
    both: Both | None = None
    row: Row | None = None
    # One of two texts was chosen, so that the boxes themselves must show which.
    was_chosen: bool = False

    @property
    def is_unsaved(self) -> bool:
        return bool(self.refusal or self.both)


def save_row_if_changed(figures: FigureQuerySet, figure: Figure, data: Sent, *, by: User, today: date) -> Outcome:
    """The plain Save sends every row; those that say what is stored already need nothing."""
    sent = RowForm(data=data, pk=figure.pk)
    if not sent.is_sent or sent.says_what_is_in(figure):
        return Outcome(figure, RowForm(figure))
    return save_row(figures, figure.pk, data, by=by, today=today)


def save_row(figures: FigureQuerySet, pk: int, data: Sent, *, by: User, today: date) -> Outcome:
    """Try to save one row. A row that is not this person's to see raises ``Figure.DoesNotExist``."""
    sent = RowForm(data=data, pk=pk)
    outcome = _try(figures, pk, sent, by=by, today=today)
    outcome.was_chosen = sent.resolution is not None
    return outcome


def _try(figures: FigureQuerySet, pk: int, sent: RowForm, *, by: User, today: date) -> Outcome:
    whose, chosen = sent.resolution or ("", None)
    if whose == "theirs":
        return _as_it_stands(figures.with_return().get(pk=pk))
    if not sent.is_valid():
        figure = figures.with_return().get(pk=pk)
        return Outcome(figure, RowForm(figure, sent.data), refusal=_first_error(sent))
    version = sent.cleaned_data["version"] if chosen is None else chosen
    try:
        return _as_it_stands(entry.save_figure(figures, pk, sent.texts(), version=version, by=by, today=today))
    except entry.FigureConflict as conflict:
        form = RowForm(conflict.theirs, sent.data)
        return Outcome(conflict.theirs, form, both=_both(conflict.theirs, form, sent.texts(), by=by))
    except Refused as refusal:
        figure = figures.with_return().get(pk=pk)
        return Outcome(figure, RowForm(figure, sent.data), refusal=str(refusal))


def _as_it_stands(figure: Figure) -> Outcome:
    return Outcome(figure, RowForm(figure), saved_at=timezone.now())


def with_rows(item: IndicatorReturn, outcomes: Iterable[Outcome], *, user: User) -> list[Outcome]:
    """Each outcome with its row as it is stored and as the checks see it."""
    outcomes = list(outcomes)
    rows = rows_of(item, [outcome.figure for outcome in outcomes], user=user)
    for outcome, row in zip(outcomes, rows, strict=True):
        outcome.row = row
        outcome.form.mark(row.reading.findings)
    return outcomes


def _both(figure: Figure, form: RowForm, mine: dict[str, str], *, by: User) -> Both:
    differing = [name for name in form.fields if name in mine and getattr(figure, name) != mine[name]]
    texts = [
        (str(form.fields[name].label), in_words(form, name, getattr(figure, name)), in_words(form, name, mine[name]))
        for name in differing
    ]
    return both_of(figure.saved_by, figure.saved_at, figure.version, texts, by=by)


def in_words(form: forms.Form, name: str, text: object) -> str:
    """A choice by its label; nothing as a dash."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        return {str(value): str(label) for value, label in field.widget.choices}.get(str(text), str(text))
    if isinstance(text, bool):
        return "Yes" if text else "No"
    return str(text) or "—"


def _first_error(form: forms.Form) -> str:
    name, sentences = next(iter(form.errors.items()))
    sentence = str(sentences[0])
    return f"{form.fields[name].label}: {sentence[:1].lower()}{sentence[1:]}"


@dataclass(slots=True)
class WholeOutcome:
    """The commentary and the nil mark after an attempt to save them."""

    form: WholeForm
    saved_at: datetime | None = None
    refusal: str = ""
    both: Both | None = None

    @property
    def is_unsaved(self) -> bool:
        return bool(self.refusal or self.both)


def save_whole(
    returns: IndicatorReturnQuerySet, item: IndicatorReturn, data: Sent, *, by: User, today: date
) -> WholeOutcome:
    """Try to save what is said about the return as a whole."""
    sent = WholeForm(item, data)
    whose, chosen = sent.resolution or ("", None)
    if whose == "theirs" or not sent.is_sent:
        return WholeOutcome(WholeForm(item), saved_at=timezone.now())
    if not sent.is_valid():
        return WholeOutcome(sent, refusal=_first_error(sent))
    mine = {name: sent.cleaned_data[name] for name in ("is_nil", "commentary")}
    version = sent.cleaned_data["version"] if chosen is None else chosen
    try:
        saved = entry.save_whole(returns, item.pk, **mine, version=version, by=by, today=today)
    except entry.ReturnConflict as conflict:
        theirs = conflict.theirs
        texts = [
            (str(sent.fields[name].label), in_words(sent, name, getattr(theirs, name)), in_words(sent, name, text))
            for name, text in mine.items()
            if getattr(theirs, name) != text
        ]
        last = theirs.revisions.select_related("saved_by").last()
        who, when = (last.saved_by, last.saved_at) if last else (None, None)
        return WholeOutcome(sent, both=both_of(who, when, theirs.version, texts, by=by))
    except Refused as refusal:
        return WholeOutcome(sent, refusal=str(refusal))
    return WholeOutcome(WholeForm(saved), saved_at=timezone.now())
