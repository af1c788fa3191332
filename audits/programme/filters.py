"""What the programme's list can be narrowed to. Kept in the address."""

from calendar import month_name
from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxInput
from django.utils import timezone

from audits.programme.enums import AuditStatus, Category, EntryStatus
from audits.programme.models import Audit, AuditQuerySet, EntryQuerySet, ProgrammeEntry
from audits.programme.queries import Overview, audits_of, clashes
from board.models import Agency, Group
from lscb.core.http import SignedInRequest

SOON = timedelta(days=28)
MONTHS = [(number, month_name[number]) for number in range(1, 13)]
NEEDS = [
    ("late", "What is late"),
    ("soon", "What is due in four weeks"),
    ("unled", "What nobody leads"),
    ("clash", "What misses its meeting’s papers"),
]


def agencies_with_audits(request: SignedInRequest) -> QuerySet[Agency]:
    return Agency.objects.filter(Exists(audits_of(request.user).filter(agency=OuterRef("pk")))).order_by("name")


class EntryFilter(filters.FilterSet):
    text = filters.CharFilter(method="with_text", label="Subject or criteria")
    category = filters.ChoiceFilter(choices=Category.choices, empty_label="Every category")
    status = filters.ChoiceFilter(choices=EntryStatus.choices, empty_label="Every status")
    lead = filters.ChoiceFilter(method="led_by", empty_label="Every lead")
    agency = filters.ChoiceFilter(method="that_concern", empty_label="Every agency")
    month = filters.ChoiceFilter(method="due_in", choices=MONTHS, empty_label="Every month", label="Due in")
    needs = filters.ChoiceFilter(method="that_need", choices=NEEDS, empty_label="Everything", label="Show")

    class Meta:
        model = ProgrammeEntry
        fields = ("text", "category", "status", "lead", "agency", "month", "needs")

    def __init__(self, *args: Any, overview: Overview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["lead"].extra["choices"] = overview.leads
        self.filters["agency"].extra["choices"] = overview.agencies

    def with_text(self, queryset: EntryQuerySet, name: str, text: str) -> EntryQuerySet:
        return queryset.filter(Q(subject__icontains=text) | Q(criteria__icontains=text))

    def led_by(self, queryset: EntryQuerySet, name: str, lead: str) -> EntryQuerySet:
        return queryset.led_as(lead)

    def that_concern(self, queryset: EntryQuerySet, name: str, agency: str) -> EntryQuerySet:
        """Its own, and those that it concerns besides."""
        return queryset.concerning([int(agency)])

    def due_in(self, queryset: EntryQuerySet, name: str, month: str) -> EntryQuerySet:
        return queryset.due_in(int(month))

    def that_need(self, queryset: EntryQuerySet, name: str, what: str) -> EntryQuerySet:
        today = timezone.localdate()
        if what == "late":
            return queryset.late(today=today)
        if what == "soon":
            return queryset.open().filter(due_on__range=(today, today + SOON))
        if what == "unled":
            return queryset.unled(today=today)
        return queryset.filter(pk__in=clashes(queryset, today=today))


class AuditFilter(filters.FilterSet):
    text = filters.CharFilter(method="with_text", label="Title or scope")
    agency = filters.ModelChoiceFilter(queryset=agencies_with_audits, empty_label="Every agency")
    status = filters.ChoiceFilter(choices=AuditStatus.choices, empty_label="Every status")
    asked = filters.BooleanFilter(method="only_asked", label="Asked for only", widget=CheckboxInput)

    class Meta:
        model = Audit
        fields = ("text", "agency", "status", "asked")

    def with_text(self, queryset: AuditQuerySet, name: str, text: str) -> AuditQuerySet:
        return queryset.filter(Q(title__icontains=text) | Q(scope__icontains=text))

    def only_asked(self, queryset: AuditQuerySet, name: str, value: bool) -> AuditQuerySet:
        return queryset.exclude(asked_by=None) if value else queryset


class PlanFilter(filters.FilterSet):
    """The reports of one group: those it is to scrutinise, and those it expects."""

    group = filters.ModelChoiceFilter(queryset=Group.objects.active().order_by("name"), empty_label="Every group")

    class Meta:
        model = Audit
        fields = ("group",)
