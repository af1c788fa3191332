"""A row that is cast says what its template would have said, and no text is ever taken for a hole."""

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from lscb.core import moulds

ICON = "components/status.html"
MEAN = "<hole tone> <b>&amp; {{ tone }}"


@pytest.mark.parametrize("word", ["Late", MEAN, "", 1_234, mark_safe("<b>Late</b>")])
def test_what_is_cast_is_what_would_have_been_drawn(word):
    as_text = word if isinstance(word, str) else str(word)  # a key is never written with a comma
    drawn = render_to_string(ICON, {"tone": "poor", "shape": "triangle", "word": as_text})

    assert moulds.cast(ICON, shared={"shape": "triangle"}, said={"tone": "poor", "word": word}) == drawn


def test_words_are_escaped_even_where_the_same_were_markup_before():
    said = {"tone": "poor"}

    markup = moulds.cast(ICON, shared={"shape": "triangle", "word": mark_safe("<i>Late</i>")}, said=said)
    words = moulds.cast(ICON, shared={"shape": "triangle", "word": "<i>Late</i>"}, said=said)

    assert "<i>Late</i>" in markup
    assert "<i>" not in words
