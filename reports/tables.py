"""Every indicator as a list."""

from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.queries.series import Series

NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


class CellColumn(tables.Column):
    """A cell from a template of its own, without what a whole page is told: there are many of them."""

    empty_values = ()

    def __init__(self, template_name: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.template_name = template_name

    def render(self, record: Series) -> SafeString:
        return render_to_string(self.template_name, {"record": record})


class SeriesTable(tables.Table):
    """Over series read already. Figures of different units are in no order, so their column is not sorted."""

    title = CellColumn("reports/columns/indicator.html", verbose_name="Indicator", accessor="indicator__title")
    code = tables.Column(accessor="indicator__code", order_by=("code_place",))
    supplier = tables.Column(accessor="indicator__who_supplies")
    latest = CellColumn("reports/columns/latest.html", verbose_name="Latest figure", orderable=False, attrs=NUMBER)
    period = CellColumn(
        "reports/columns/period.html",
        accessor="latest__period__ends_on",
        order_by=("latest__period__ends_on", "code_place"),
        attrs={"td": {"class": "nowrap"}},
    )
    target = tables.Column(accessor="target_text", orderable=False, attrs=NUMBER)
    rating = CellColumn("reports/columns/rating.html", order_by=("rating_place", "code_place"))

    def render_supplier(self, value: str) -> str:
        return capfirst(value)

    caption = "Indicators"
    noun = "indicators"
    empty_title = "No indicator to show"
    empty_text = "Clear the filter; or if there is none, wait for the analyst or the manager to add the first one."

    class Meta:
        order_by = ("code",)
