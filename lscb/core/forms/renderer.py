"""How every form looks: the templates, and what a field tells them."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from lscb.core.forms.boxes import DRAWN
from lscb.core.forms.words import speak_plainly

DJANGO_ROWS = "10"
NOT_BOXES = frozenset({"checkbox", "radio", "hidden", "file"})


class FurnitureField(forms.BoundField):
    """A field in a form: our words, our classes, and its hint and error tied to it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if form.is_bound:  # nothing is said of a form that is only shown
            speak_plainly(field, str(self.label))
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field.widget, forms.NumberInput):
            # A box without a spinner: a turn of the wheel must not change a figure.
            field.widget.input_type = "text"
            field.widget.attrs.setdefault(
                "inputmode", "decimal" if isinstance(field, forms.DecimalField) else "numeric"
            )
            field.widget.attrs.setdefault("class", "input--short")

        if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == DJANGO_ROWS:
            field.widget.attrs["rows"] = "4"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if self.is_choice_list:
            attrs.pop("aria-invalid", None)
        elif getattr(widget, "input_type", "") not in NOT_BOXES:
            attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
        return attrs

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_choice_list(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_optional(self) -> bool:
        """Not where one of the choices is to say nothing: its words tell that already."""
        if self.field.required or self.field.disabled or self.name in getattr(self.form, "one_of", ()):
            return False
        is_one_of = isinstance(self.field.widget, forms.RadioSelect)
        return not (is_one_of and any(value == "" for value, _label in getattr(self.field, "choices", ())))

    @property
    def focus_id(self) -> str:
        """Where the error summary leads: the box itself, or the first of several."""
        if getattr(self.field.widget, "is_folded", False):
            return f"{self.auto_id}_summary"
        several = self.is_choice_list or isinstance(self.field.widget, forms.MultiWidget)
        return f"{self.auto_id}_0" if several else self.auto_id


class FurnitureRenderer(TemplatesSetting):
    """Named in the settings, so that ``{{ form }}`` is ours in every template."""

    form_template_name = "components/forms/form.html"
    formset_template_name = "components/forms/formset.html"
    field_template_name = "components/forms/field.html"
    bound_field_class = FurnitureField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if draw := DRAWN.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)
