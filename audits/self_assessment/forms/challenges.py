"""Who challenges a return, and what it says of each standard."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import CharField, ModelChoiceField, Textarea

from audits.self_assessment.models import PeerView, ToolStandard
from board.models import Agency
from lscb.core.forms import Form


class ChallengerForm(Form):
    agency = ModelChoiceField(
        Agency.objects.none(), label="Challenger", error_messages={"required": "Choose an agency"}
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ViewsForm(Form):
    """A box a standard, with what was said last."""

    def __init__(
        self, *args: Any, standards: Iterable[ToolStandard], last: Mapping[int, PeerView], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for standard in standards:
            self.fields[f"view-{standard.pk}"] = CharField(
                label=f"What your agency says of “{standard}”",
                required=False,
                max_length=5_000,
                widget=Textarea(attrs={"rows": 4}),
                initial=last[standard.pk].text if standard.pk in last else "",
            )
