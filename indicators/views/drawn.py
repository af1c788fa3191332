"""A row of the return grid, drawn: what its indicator asks of every agency alike once, then what this one says."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from indicators.enums import MissingReason
from indicators.forms.entry import REASONS
from indicators.views.repeated import definition, past_cells
from indicators.views.saving import Outcome
from lscb.core.moulds import cast
from lscb.core.templatetags.words import clock


def row(outcome: Outcome, *, may_delegate: bool) -> SafeString:
    """The whole of it, with the boxes to fill in."""
    figure, indicator, form, texts = outcome.figure, outcome.figure.indicator, outcome.form, outcome.form.shown()
    assert outcome.row is not None
    shared = {
        "code": indicator.code,
        "title": indicator.title,
        "definition": definition(indicator),
        "takes_denominator": indicator.takes_denominator,
        "marks": tuple(sorted(form.marks.items())),
        "reasons": REASONS,
        "chosen": texts["missing_reason"] if texts["missing_reason"] in MissingReason else "",
        "delegated_to": str(figure.delegated_to) if may_delegate and figure.delegated_to else "",
        "is_explained": bool(texts["explanation"]),
        "has_commentary": bool(texts["commentary"]),
    }
    said = {
        **{name: text for name, text in texts.items() if name != "missing_reason"},
        "key": form.prefix,
        "save_url": save_url(figure.pk),
        "value_words": _value_words(outcome),
        "past": past_cells(outcome.row.past),
        "news": news(outcome),
    }
    return cast("indicators/return_row.html", shared=shared, said=said)


def saved(outcome: Outcome) -> SafeString:
    """What is sent back to a row that saved itself: its boxes are left alone."""
    shared = {"takes_denominator": outcome.figure.indicator.takes_denominator, "oob": True}
    said = {
        "key": outcome.form.prefix,
        "version": outcome.form.shown()["version"],
        "value_words": _value_words(outcome),
        "news": news(outcome),
    }
    return cast("indicators/return_row_saved.html", shared=shared, said=said)


def news(outcome: Outcome) -> SafeString:
    """What the page says of it: two texts, a refusal, or what is wrong or unlike the past."""
    assert outcome.row is not None
    state = "unsaved" if outcome.is_unsaved else clock(outcome.saved_at) if outcome.saved_at else ""
    if outcome.is_unsaved or outcome.row.has_news:
        context = {"outcome": outcome, "row": outcome.row, "state": state, "mark": outcome.row.mark}
        return render_to_string("indicators/return_row_news.html", context)
    return _no_news(state, outcome.row.mark)


@lru_cache(maxsize=256)
def _no_news(state: str, mark: str) -> SafeString:
    return render_to_string("indicators/return_row_news.html", {"state": state, "mark": mark})


def _value_words(outcome: Outcome) -> str:
    assert outcome.row is not None
    return "—" if outcome.is_unsaved else outcome.row.value_words


@lru_cache(maxsize=4096)
def save_url(pk: int) -> str:
    return reverse("indicators:figure-save", args=[pk])
