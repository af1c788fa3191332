"""Which returns to list."""

from datetime import date
from typing import Any

import django_filters as filters

from board.models import Board
from indicators.enums import ReturnStatus
from indicators.models import IndicatorReturn
from indicators.models.returns import IndicatorReturnQuerySet


class ReturnFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=ReturnStatus.choices, empty_label="Any status")
    year = filters.ChoiceFilter(method="filter_year", label="Year", empty_label="Every year")

    class Meta:
        model = IndicatorReturn
        fields = ("status", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_month = Board.current().year_starts_in
        days = self.queryset.order_by().values_list("period__starts_on", flat=True).distinct()
        years = sorted({self._year_of(day) for day in days}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), self._words(year)) for year in years]

    def filter_year(self, queryset: IndicatorReturnQuerySet, name: str, value: str) -> IndicatorReturnQuerySet:
        first = date(int(value), self.first_month, 1)
        return queryset.filter(period__starts_on__gte=first, period__starts_on__lt=first.replace(year=first.year + 1))

    def _year_of(self, day: date) -> int:
        return day.year - (day.month < self.first_month)

    def _words(self, year: int) -> str:
        return str(year) if self.first_month == 1 else f"{year}–{(year + 1) % 100:02}"
