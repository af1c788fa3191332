"""Who fills in which row."""

from typing import Any

from django import forms

from indicators.models import Figure
from lscb.core.forms import Form
from lscb.core.models import User


class DelegationForm(Form):
    """One choice a row: a colleague, or the leads themselves."""

    def __init__(self, figures: list[Figure], colleagues: dict[int, User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for figure in figures:
            self.fields[str(figure.pk)] = forms.TypedChoiceField(
                label=str(figure.indicator),
                choices=[("", "The agency's leads"), *_choices(figure, colleagues)],
                initial=figure.delegated_to_id or "",
                required=False,
                coerce=int,
                empty_value=None,
            )

    def wanted(self) -> dict[int, int | None]:
        return {int(name): person for name, person in self.cleaned_data.items() if name in self.data}


def _choices(figure: Figure, colleagues: dict[int, User]) -> list[tuple[int, str]]:
    """Whoever holds the row stays in its list, so that saving the page takes nothing away unsaid."""
    found = [(person.pk, str(person)) for person in colleagues.values()]
    if figure.delegated_to and figure.delegated_to_id not in colleagues:
        found.append((figure.delegated_to.pk, f"{figure.delegated_to}, who fills in figures here no more"))
    return found
