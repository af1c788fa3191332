"""Audits: planning, registering and asking for them, how far they are, and their papers."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, RadioSelect, Textarea, TypedChoiceField

from audits.programme.enums import AUDIT_TRANSITIONS, BY_ROUTING, PUT_OFF, AuditStatus, PaperKind
from audits.programme.models import Audit
from board.forms import choices
from board.models import scope_of
from board.permissions import can_manage
from lscb.core import uploads
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, Form, UploadField
from lscb.core.models import User

COME = "Enter a day that has come"


class AuditForm(EditForm):
    """One carrying-out of an entry, or an audit of an agency's own."""

    class Meta:
        model = Audit
        fields = ["title", "scope", "auditor", "lead", "group", "starts_on", "due_on", "findings", "grade"]
        labels = {"auditor": "Independent auditor", "group": "Scrutinised by", "due_on": "Report due"}
        help_texts = {
            "scope": "What is looked at, over what time, how many records.",
            "auditor": "Where someone outside carries it out.",
            "lead": "Is reminded before the report is due.",
            "findings": "In brief: what it found, and what that means for children.",
            "due_on": "Such as 30 September 2026.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audit = self.instance
        choices.offer(self, "lead", choices.people(chosen=audit.lead_id), nothing="Nobody here")
        choices.offer(self, "group", choices.groups(chosen=audit.group_id), nothing="Not decided")
        choices.offer_words(self, "grade", [("", "None"), *Audit._meta.get_field("grade").flatchoices])


class RegisterForm(AuditForm):
    """An agency's own audit: the agencies that this person keeps a register for."""

    class Meta(AuditForm.Meta):
        fields = ["agency", *AuditForm.Meta.fields, "reported_on"]
        help_texts = AuditForm.Meta.help_texts | {"reported_on": "Where it is done already: the day of its report."}

    def __init__(self, *args: Any, keeper: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        mine = choices.agencies()
        if not can_manage(keeper):
            mine = mine.filter(pk__in=scope_of(keeper).leads)
        choices.offer(self, "agency", mine, nothing="Choose an agency")
        self.fields["agency"].required = True
        if not can_manage(keeper):
            choices.offer(self, "lead", User.objects.filter(pk=keeper.pk), nothing="Nobody here")
            self.initial.setdefault("agency", mine.first() if mine.count() == 1 else None)

    def clean_reported_on(self) -> date | None:
        day: date | None = self.cleaned_data["reported_on"]
        if day and day > self.today:
            raise ValidationError(COME)
        return day


class RequestForm(EditForm):
    """What a group asks an agency for, and by when."""

    action_plan_due_on = DateField(required=False, label="Action plan due", help_text="Where one is wanted.")
    follow_up_due_on = DateField(required=False, label="Follow-up report due", help_text="Where one is wanted.")

    class Meta:
        model = Audit
        fields = ["asked_by", "agency", "title", "scope", "auditor", "due_on"]
        labels = {"asked_by": "Asked by", "due_on": "Report due", "auditor": "Independent auditor"}
        help_texts = {
            "scope": "What is to be looked at, over what time, how many records.",
            "auditor": "Where the group names one.",
        }

    def __init__(self, *args: Any, asker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = choices.groups()
        if not can_manage(asker):
            groups = groups.filter(pk__in=scope_of(asker).chairs)
        choices.offer(self, "asked_by", groups, nothing="Choose a group")
        choices.offer(self, "agency", choices.agencies(), nothing="Choose an agency")
        for name in ("asked_by", "agency", "due_on"):
            self.fields[name].required = True

    def clean(self) -> None:
        super().clean()
        report = self.cleaned_data.get("due_on")
        for name in ("action_plan_due_on", "follow_up_due_on"):
            due_on = self.cleaned_data.get(name)
            if report and due_on and due_on < report:
                self.add_error(name, "Enter a day that is not before the report is due")

    def papers(self) -> list[tuple[PaperKind, date]]:
        data = self.cleaned_data
        asked = {
            PaperKind.REPORT: data["due_on"],
            PaperKind.ACTION_PLAN: data["action_plan_due_on"],
            PaperKind.FOLLOW_UP: data["follow_up_due_on"],
        }
        return [(kind, due_on) for kind, due_on in asked.items() if due_on]


class AuditMoveForm(Form):
    """How far an audit is."""

    status = TypedChoiceField(
        coerce=AuditStatus, widget=RadioSelect, label="It is now", error_messages={"required": "Choose how far it is"}
    )
    reason = CharField(
        required=False, max_length=300, widget=Textarea, help_text="Where it is postponed or cancelled: say why."
    )
    reported_on = DateField(required=False, label="Reported on", help_text="Where its report is here.")

    def __init__(self, *args: Any, audit: Audit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        leads_to = AUDIT_TRANSITIONS[AuditStatus(audit.status)] - BY_ROUTING
        self.offered = [status for status in AuditStatus if status in leads_to]
        choices.offer_words(self, "status", AuditStatus.choices)
        self.fields["reported_on"].initial = today

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        status = data.get("status")
        if status in PUT_OFF and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", f"Say why it is {status.label.lower()}")
        if status == AuditStatus.REPORTED and "reported_on" not in self.errors:
            if not data.get("reported_on"):
                self.add_error("reported_on", "Enter the day on which it was reported")
            elif data["reported_on"] > self.today:
                self.add_error("reported_on", COME)

    def offer_only_what_leads_on(self) -> None:
        """Before the form is shown: what the audit's own state leads to, and what that needs."""
        choices.offer_words(self, "status", [(status.value, status.label) for status in self.offered])
        if not PUT_OFF.intersection(self.offered) and not self.data.get("reason"):
            del self.fields["reason"]
        if AuditStatus.REPORTED not in self.offered:
            del self.fields["reported_on"]


class PaperAskForm(Form):
    """One more paper of an audit, and by when."""

    kind = TypedChoiceField(coerce=PaperKind, choices=PaperKind.choices, label="What is asked for")
    due_on = DateField(label="Due", help_text="Such as 30 September 2026.")


class PaperReceiveForm(Form):
    """A paper that has come."""

    received_on = DateField(label="Came on")
    words = CharField(required=False, max_length=10_000, widget=Textarea, label="What it says, in brief")
    file = UploadField(
        required=False, allowed=uploads.DOCUMENTS, label="Its file", help_text="Word, Excel or PDF, up to 20 MB."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["received_on"].initial = today


class ReportForm(Form):
    """The report of an audit, as a file."""

    file = UploadField(
        allowed=uploads.DOCUMENTS,
        label="The report",
        help_text="Word, Excel or PDF, up to 20 MB. It takes the place of one that was attached before.",
        error_messages={"required": "Choose the file of the report"},
    )
