"""What becomes of a report."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.forms import CharField, ModelChoiceField, RadioSelect, Textarea, TypedChoiceField

from audits.programme.enums import AS_PLANNED, EXPLAINED, OF_A_SINGLE_AGENCY, Afterwards, Decision
from audits.programme.models import Audit
from board.forms import choices
from board.models import Meeting
from lscb.core.forms import DateField, Form


class DecisionForm(Form):
    """A group's decision on a report, in the words that fit the kind of audit."""

    decision = TypedChoiceField(
        coerce=Decision,
        choices=Decision.choices,
        widget=RadioSelect,
        error_messages={"required": "Choose what becomes of it"},
    )
    meeting = ModelChoiceField(
        Meeting.objects.none(),
        required=False,
        empty_label="Not arranged yet",
        label="It comes to",
        help_text="Where it is to come before the Board.",
    )
    reason = CharField(
        required=False, max_length=500, widget=Textarea, help_text="Where more is wanted: say what. Else if useful."
    )

    def __init__(self, *args: Any, audit: Audit, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "meeting", meetings)
        if audit.entry and audit.entry.afterwards:
            self.initial["decision"] = AS_PLANNED[Afterwards(audit.entry.afterwards)]
        if audit.is_single_agency:
            choices.offer_words(self, "decision", [(key.value, words) for key, words in OF_A_SINGLE_AGENCY.items()])

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        decision = data.get("decision")
        if decision in EXPLAINED and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say what is still wanted")
        if decision and decision != Decision.TABLE and data.get("meeting"):
            self.add_error("meeting", "Leave this empty: only a report that comes before the Board has a meeting")


class MeetingForm(Form):
    """Which of the Board's meetings a report comes to."""

    meeting = ModelChoiceField(Meeting.objects.none(), empty_label="Choose a meeting", label="It comes to")

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "meeting", meetings)


class PresentForm(Form):
    """The day a report came before the Board or was sent round."""

    presented_on = DateField(label="Presented or circulated on")

    def __init__(self, *args: Any, audit: Audit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        met_on = audit.meeting.held_on if audit.meeting else today
        self.fields["presented_on"].initial = min(met_on, today)
