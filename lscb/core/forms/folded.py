"""Several of many: boxes in groups that fold away. Searched as one types, where scripts run."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from lscb.core.forms.several import SeveralField

# Up to so many in all stand open under their headings; of more, each heading folds.
FEW = 15


class FoldedBoxes(forms.CheckboxSelectMultiple):
    """Closed while none is chosen; what is chosen stands open."""

    template_name = "components/forms/folded.html"
    is_folded = True

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        groups = [
            {"label": label, "options": options, "chosen": sum(bool(option["selected"]) for option in options)}
            for label, options, _index in context["widget"]["optgroups"]
        ]
        total = sum(len(group["options"]) for group in groups)
        return context | {
            "groups": groups,
            "chosen": sum(group["chosen"] for group in groups),
            "total": total,
            "each_folds": total > FEW and len(groups) > 1,
        }


class _InGroups(ModelChoiceIterator):
    field: "FoldedField"

    def __iter__(self) -> Iterator[Any]:
        group_of = self.field.group_of
        if group_of is None:
            yield from super().__iter__()
            return
        for label, rows in groupby(self.queryset.all(), key=group_of):
            yield label, [self.choice(row) for row in rows]


class FoldedField(SeveralField):
    """``group_of`` says under which heading each stands; those of one heading follow one another in the rows."""

    widget = FoldedBoxes
    iterator = _InGroups

    def __init__(self, *args: Any, group_of: Callable[[Any], str] | None = None, **kwargs: Any) -> None:
        self.group_of = group_of
        super().__init__(*args, **kwargs)
