"""Forms whose ticks are merged with another's, so that both people's stay."""

import re
from typing import Any, ClassVar

from django import forms

from indicators.actions.library import Links
from lscb.core.editing import EditForm

KEY = re.compile(r"[0-9]{1,18}")


class LinksForm(EditForm):
    """``linked``: its relations. What was ticked when the form was opened travels with it."""

    linked: ClassVar[tuple[str, ...]] = ()
    read_links = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["read_links"]
        else:
            ticked = ((name, row.pk) for name in self.linked for row in self.initial.get(name, []))
            self.initial["read_links"] = " ".join(f"{name}:{pk}" for name, pk in ticked)

    @property
    def links(self) -> dict[str, Links]:
        read = self._read_links()
        return {
            name: Links(frozenset(row.pk for row in self.cleaned_data[name]), read[name] if read else None)
            for name in self.linked
            if name in self.fields
        }

    def _read_links(self) -> dict[str, frozenset[int]] | None:
        if "read_links" not in self.fields:
            return None
        pairs = [part.partition(":") for part in self.cleaned_data["read_links"].split()]
        return {
            name: frozenset(int(pk) for one, _, pk in pairs if one == name and KEY.fullmatch(pk))
            for name in self.linked
        }
