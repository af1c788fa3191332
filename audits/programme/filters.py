"""What the programme's list can be narrowed to. Kept in the address."""

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxInput
from django.utils import timezone

from audits.programme.enums import AuditStatus, Category, EntryStatus
from audits.programme.models import Audit, AuditQuerySet, EntryQuerySet, ProgrammeEntry
from audits.programme.queries import audits_of, entries_of
from board.models import Agency
from lscb.core.http import SignedInRequest
from lscb.core.models import User


def leads(request: SignedInRequest) -> QuerySet[User]:
    """Those who lead an entry that the reader may see; the others are not told of."""
    return User.objects.filter(Exists(entries_of(request.user).filter(lead=OuterRef("pk")))).order_by("name")


def agencies(request: SignedInRequest) -> QuerySet[Agency]:
    return Agency.objects.filter(Exists(entries_of(request.user).filter(agency=OuterRef("pk")))).order_by("name")


def agencies_with_audits(request: SignedInRequest) -> QuerySet[Agency]:
    return Agency.objects.filter(Exists(audits_of(request.user).filter(agency=OuterRef("pk")))).order_by("name")


class EntryFilter(filters.FilterSet):
    text = filters.CharFilter(method="with_text", label="Subject or criteria")
    category = filters.ChoiceFilter(choices=Category.choices, empty_label="Every category")
    status = filters.ChoiceFilter(choices=EntryStatus.choices, empty_label="Every status")
    lead = filters.ModelChoiceFilter(queryset=leads, empty_label="Every lead")
    agency = filters.ModelChoiceFilter(queryset=agencies, empty_label="Every agency")
    late = filters.BooleanFilter(method="only_late", label="Late only", widget=CheckboxInput)

    class Meta:
        model = ProgrammeEntry
        fields = ("text", "category", "status", "lead", "agency", "late")

    def with_text(self, queryset: EntryQuerySet, name: str, text: str) -> EntryQuerySet:
        return queryset.filter(Q(subject__icontains=text) | Q(criteria__icontains=text))

    def only_late(self, queryset: EntryQuerySet, name: str, value: bool) -> EntryQuerySet:
        return queryset.late(today=timezone.localdate()) if value else queryset


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
