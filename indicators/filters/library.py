"""What the library's list may be narrowed to."""

import django_filters as filters
from django.db.models import Q

from board.models import Agency
from indicators.enums import FREQUENCIES, UNITS, Counted, IndicatorStatus
from indicators.models import Indicator
from indicators.models.library import IndicatorQuerySet


class LibraryFilter(filters.FilterSet):
    text = filters.CharFilter(method="filter_text", label="Code or words")
    supplier = filters.ModelChoiceFilter(
        queryset=Agency.objects.filter(pk__in=Indicator.objects.values("supplier")), empty_label="All suppliers"
    )
    frequency = filters.ChoiceFilter(choices=FREQUENCIES, empty_label="However often")
    unit = filters.ChoiceFilter(choices=UNITS, empty_label="All units")
    counted = filters.ChoiceFilter(
        choices=Counted.choices, label="When it is counted", empty_label="Whenever counted", null_label="Not said",
        null_value="none", method="filter_counted",
    )  # fmt: skip
    status = filters.ChoiceFilter(choices=IndicatorStatus.choices, empty_label="However far it is")

    class Meta:
        model = Indicator
        fields = ("text", "supplier", "frequency", "unit", "counted", "status")

    def filter_text(self, queryset: IndicatorQuerySet, name: str, value: str) -> IndicatorQuerySet:
        words = Q(code__icontains=value) | Q(title__icontains=value) | Q(definition__icontains=value)
        return queryset.filter(words)

    def filter_counted(self, queryset: IndicatorQuerySet, name: str, value: str) -> IndicatorQuerySet:
        return queryset.filter(counted="" if value == "none" else value)
