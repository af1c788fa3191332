"""Programmes, their entries, and how far these have come."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Q
from django.forms import CharField, HiddenInput, RadioSelect, Textarea, TypedChoiceField

from audits.programme.actions.entries import TAKEN
from audits.programme.enums import LEADING_ROLES, NEEDS_A_REASON, TRANSITIONS, Afterwards, EntryStatus
from audits.programme.models import Programme, ProgrammeEntry
from board.forms import choices
from board.models import Agency
from board.rules import year_label
from frameworks.enums import FrameworkStatus
from frameworks.forms.dates import DaysField
from frameworks.models import MonitoringActivity, Section, Standard
from lscb.core.editing import EditForm
from lscb.core.forms import DateField, FoldedField, Form, WholeNumberField

LEADS = ("lead", "lead_group", "lead_role", "lead_words")
LINKS = ("agencies", "standards", "activities")
ADOPTED = FrameworkStatus.ADOPTED


def _place(section: Section) -> str:
    """Under which heading a standard and its monitoring are offered."""
    return f"{section.framework.title}: {section.title}" if section.title else section.framework.title


def _in_order(standard: str = "") -> list[str]:
    """Framework by framework, each as it stands."""
    section = f"{standard}section"
    own = [f"{section}__framework__title", f"{section}__framework", f"{section}__position", section]
    return [*own, f"{standard}position", *(["position"] if standard else []), "pk"]


class ProgrammeForm(Form):
    """Which year's programme to begin: those around this one that have none."""

    year = TypedChoiceField(coerce=int, widget=RadioSelect, error_messages={"required": "Choose a year"})

    def __init__(self, *args: Any, this_year: int, starts_in: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(Programme.objects.values_list("year", flat=True))
        free = [year for year in range(this_year - 1, this_year + 3) if year not in taken]
        choices.offer_words(self, "year", [(year, year_label(year, starts_in)) for year in free])
        self.fields["year"].initial = this_year if this_year in free else None


class EntryForm(EditForm):
    """One line of the programme."""

    number = WholeNumberField(min_value=1, max_value=999)
    dates = DaysField(
        required=False,
        label="Due several times",
        help_text="Each day, such as: 30 June 2026, 31 December 2026. An audit is planned for each.",
    )
    agencies = FoldedField(
        queryset=Agency.objects.none(),
        group_of=lambda agency: agency.get_sector_display(),
        required=False,
        label="Agencies that it concerns besides",
    )
    standards = FoldedField(
        queryset=Standard.objects.none(),
        group_of=lambda standard: _place(standard.section),
        required=False,
        label="Standards that it answers",
    )
    activities = FoldedField(
        queryset=MonitoringActivity.objects.none(),
        group_of=lambda activity: _place(activity.standard.section),
        required=False,
        label="Monitoring that it carries out",
    )

    linked = CharField(required=False, widget=HiddenInput)

    class Meta:
        model = ProgrammeEntry
        fields = [
            "number",
            "subject",
            "category",
            "criteria",
            "frequency",
            "when_words",
            "starts_on",
            "due_on",
            "dates",
            "lead",
            "lead_group",
            "lead_role",
            "lead_words",
            "agency",
            "route",
            "afterwards",
            "comment",
        ]
        labels = {"criteria": "Criteria", "route": "Scrutinised by"}
        help_texts = {
            "criteria": "What is looked at, and what good looks like.",
            "lead": "Is reminded before the due date, and may say how far it has come.",
            "lead_group": "Its chair is reminded.",
            "lead_role": "Whoever holds it is reminded.",
            "lead_words": "Someone who does not sign in here, such as: overview panel chair.",
            "frequency": "As the programme words it: yearly, quarterly, once.",
            "due_on": "Such as 30 September 2026. Where it is due several times, the next day follows from them.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.instance
        choices.offer(self, "lead", choices.people(chosen=entry.lead_id), nothing="Nobody here")
        choices.offer(self, "lead_group", choices.groups(chosen=entry.lead_group_id), nothing="No group")
        choices.offer_words(self, "lead_role", [("", "No role"), *((each.value, each.label) for each in LEADING_ROLES)])
        choices.offer_words(self, "afterwards", [("", "Not decided"), *Afterwards.choices])
        choices.offer(self, "agency", choices.agencies(chosen=entry.agency_id), nothing="No one agency")
        choices.offer(self, "route", choices.groups(chosen=entry.route_id), nothing="Not decided")
        self._offer_links(entry)
        if entry.pk is None:
            last = entry.programme.entries.aggregate(last=Max("number"))["last"] or 0
            self.initial["number"] = last + 1

    def _offer_links(self, entry: ProgrammeEntry) -> None:
        """Of adopted frameworks, and what was chosen before; where there is nothing to choose, nothing is asked."""
        chosen = {name: list(getattr(entry, name).all()) if entry.pk else [] for name in LINKS}
        keys = {name: [one.pk for one in found] for name, found in chosen.items()}
        agencies = choices.agencies() | Agency.objects.filter(pk__in=keys["agencies"])
        choices.offer(self, "agencies", agencies.order_by("sector", "name"))
        standards = Standard.objects.filter(Q(section__framework__status=ADOPTED) | Q(pk__in=keys["standards"]))
        choices.offer(self, "standards", standards.select_related("section__framework").order_by(*_in_order()))
        activities = MonitoringActivity.objects.filter(
            Q(standard__section__framework__status=ADOPTED) | Q(pk__in=keys["activities"])
        )
        activities = activities.select_related("standard__section__framework")
        choices.offer(self, "activities", activities.order_by(*_in_order("standard__")))
        for name in LINKS:
            self.initial[name] = chosen[name]
        self.initial["linked"] = " ".join(f"{name}:{pk}" for name, found in keys.items() for pk in found)

    @property
    def links(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in LINKS}

    @property
    def read_links(self) -> set[str]:
        """What was linked when the form was shown: another person may have linked more meanwhile."""
        return set(self.cleaned_data["linked"].split())

    def clean(self) -> dict[str, Any]:
        """One day is what it is due on; of several, it is due on the next that is owed."""
        data = super().clean() or self.cleaned_data
        days = data.get("dates") or []
        if days and str(data.get("due_on")) not in days:
            data["due_on"] = date.fromisoformat(days[0])
        if len(days) == 1:
            data["dates"] = []
        return data

    def clean_number(self) -> int:
        number = self.cleaned_data["number"]
        if choices.is_taken(
            ProgrammeEntry.objects.filter(programme=self.instance.programme_id, number=number), self.instance
        ):
            raise ValidationError(TAKEN)
        return number


class InPlaceForm(EditForm):
    """What changes most in a year, in the entry's own row of the list."""

    class Meta:
        model = ProgrammeEntry
        fields = ["subject", "frequency", "due_on", "lead", "lead_group", "lead_role", "lead_words", "route", "comment"]
        help_texts = {"frequency": ""}
        labels = {"route": "Scrutinised by", "lead_group": "Lead", "lead_role": "Lead", "lead_words": "Lead"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="row_%s", **kwargs)
        entry = self.instance
        led = next((name for name in LEADS if getattr(entry, name)), "lead")
        for name in set(LEADS) - {led}:
            del self.fields[name]
        if entry.dates:
            del self.fields["due_on"]
        if led == "lead":
            choices.offer(self, "lead", choices.people(chosen=entry.lead_id), nothing="Nobody here")
        elif led == "lead_group":
            choices.offer(self, "lead_group", choices.groups(chosen=entry.lead_group_id), nothing="No group")
        choices.offer(self, "route", choices.groups(chosen=entry.route_id), nothing="Not decided")
        self.fields["comment"].widget.attrs["rows"] = "2"


class MoveForm(Form):
    """How far an entry has come."""

    status = TypedChoiceField(
        coerce=EntryStatus,
        widget=RadioSelect,
        label="It is now",
        error_messages={"required": "Choose how far it has come"},
    )
    reason = CharField(
        required=False, max_length=300, widget=Textarea, help_text="Where it is postponed or cancelled: say why."
    )
    completed_on = DateField(required=False, label="Completed on", help_text="Where it is complete.")

    def __init__(self, *args: Any, entry: ProgrammeEntry, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        # Every state is understood, so that a page left open overnight is answered in words.
        self.offered = [status for status in EntryStatus if status in TRANSITIONS[EntryStatus(entry.status)]]
        choices.offer_words(self, "status", EntryStatus.choices)
        self.fields["completed_on"].initial = today

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        status = data.get("status")
        if status in NEEDS_A_REASON and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", f"Say why it is {status.label.lower()}")
        if status == EntryStatus.COMPLETE and "completed_on" not in self.errors:
            if not data.get("completed_on"):
                self.add_error("completed_on", "Enter the day on which it was completed")
            elif data["completed_on"] > self.today:
                self.add_error("completed_on", "Enter a day that has come: an entry is complete only afterwards")

    def offer_only_what_leads_on(self) -> None:
        """Before the form is shown: what the entry's own state leads to, and what that needs."""
        choices.offer_words(self, "status", [(status.value, status.label) for status in self.offered])
        if len(self.offered) == 1:
            self.fields["status"].initial = self.offered[0]
        if not NEEDS_A_REASON.intersection(self.offered) and not self.data.get("reason"):
            del self.fields["reason"]
        if EntryStatus.COMPLETE not in self.offered:
            del self.fields["completed_on"]
