"""The plain boxes are drawn without a template, and are what Django's own templates would have drawn."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from lscb.core.forms.boxes import DRAWN
from lscb.core.forms.renderer import FurnitureRenderer

HOSTILE = "\"><script>alert(1)</script> & it’s 'so'"
CHOICES = [("", "None"), (HOSTILE, HOSTILE), ("Group", [("b", mark_safe("<b>B</b>"))])]
WIDGETS = [
    forms.TextInput({"class": HOSTILE, "required": True, "disabled": False}),
    forms.HiddenInput(),
    forms.Textarea({"rows": 3}),
    forms.Select(choices=CHOICES),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", "b", HOSTILE, "\nSecond line", 0])
def test_a_box_is_what_djangos_template_would_draw(widget, value):
    assert widget.template_name in DRAWN

    drawn = widget.render("some<name", value, {"id": "box"}, renderer=FurnitureRenderer())

    assert plain(drawn) == plain(widget.render("some<name", value, {"id": "box"}, renderer=DjangoTemplates()))
    assert "<script" not in drawn


def plain(html):
    return html.replace("\n  <op", "<op").replace("\n<op", "<op").replace("\n\n", "\n").replace("\n</", "</").strip()
