"""What the programme's list can be narrowed to. Kept in the address."""

import django_filters as filters
from django.db.models import Exists, OuterRef, Q
from django.forms import CheckboxInput
from django.utils import timezone

from audits.programme.enums import Category, EntryStatus
from audits.programme.models import EntryQuerySet, ProgrammeEntry
from board.models import Agency
from lscb.core.models import User

LEADS = User.objects.filter(Exists(ProgrammeEntry.objects.filter(lead=OuterRef("pk")))).order_by("name")
CONCERNED = Agency.objects.filter(Exists(ProgrammeEntry.objects.filter(agency=OuterRef("pk")))).order_by("name")


class EntryFilter(filters.FilterSet):
    text = filters.CharFilter(method="with_text", label="Subject or criteria")
    category = filters.ChoiceFilter(choices=Category.choices, empty_label="Every category")
    status = filters.ChoiceFilter(choices=EntryStatus.choices, empty_label="Every status")
    lead = filters.ModelChoiceFilter(queryset=LEADS, empty_label="Every lead")
    agency = filters.ModelChoiceFilter(queryset=CONCERNED, empty_label="Every agency")
    late = filters.BooleanFilter(method="only_late", label="Late only", widget=CheckboxInput)

    class Meta:
        model = ProgrammeEntry
        fields = ("text", "category", "status", "lead", "agency", "late")

    def with_text(self, queryset: EntryQuerySet, name: str, text: str) -> EntryQuerySet:
        return queryset.filter(Q(subject__icontains=text) | Q(criteria__icontains=text))

    def only_late(self, queryset: EntryQuerySet, name: str, value: bool) -> EntryQuerySet:
        return queryset.late(today=timezone.localdate()) if value else queryset
