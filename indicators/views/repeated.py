"""What the rows of a return repeat from page to page, each drawn once in a process."""

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from indicators.history import Past
from indicators.models import Indicator


def definition(indicator: Indicator) -> SafeString:
    """What an indicator counts, to be opened in its row."""
    words = (indicator.numerator_words, indicator.denominator_words, indicator.source)
    return _definition(
        indicator.code, indicator.definition, *words, indicator.get_unit_display(), indicator.get_polarity_display()
    )


@lru_cache(maxsize=1024)
def _definition(code: str, meaning: str, above: str, below: str, source: str, unit: str, polarity: str) -> SafeString:
    context = {"code": code, "definition": meaning, "numerator": above, "denominator": below, "source": source}
    return render_to_string("indicators/return_definition.html", context | {"unit": unit, "polarity": polarity})


def past_cells(past: Iterable[Past]) -> SafeString:
    """Each earlier period's figure, or that there was none."""
    cells = (_past_cell(one.label, one.words, one.is_hidden) for one in past)
    return mark_safe("".join(cells))  # noqa: S308


@lru_cache(maxsize=4096)
def _past_cell(label: str, words: str, is_hidden: bool) -> SafeString:
    context = {"label": label, "words": words, "is_hidden": is_hidden}
    return render_to_string("indicators/return_past_cell.html", context)
