"""Every indicator as a list."""

import django_tables2 as tables

from reports.queries.series import Series

NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


class SeriesTable(tables.Table):
    """Over series read already. Figures of different units are in no order, so their column is not sorted."""

    title = tables.TemplateColumn(
        template_name="reports/columns/indicator.html",
        verbose_name="Indicator",
        accessor="indicator__title",
    )
    code = tables.Column(accessor="indicator__code")
    supplier = tables.Column(accessor="indicator__supplier__name")
    latest = tables.TemplateColumn(
        template_name="reports/columns/latest.html", verbose_name="Latest figure", orderable=False, attrs=NUMBER
    )
    period = tables.TemplateColumn(template_name="reports/columns/period.html", accessor="latest__period__ends_on")
    target = tables.Column(accessor="target_text", orderable=False, attrs=NUMBER)
    rating = tables.TemplateColumn(template_name="reports/columns/rating.html", accessor="rating_place")

    caption = "Indicators"
    noun = "indicators"
    empty_title = "No indicator to show"
    empty_text = "Clear the filter; or if there is none, wait for the analyst or the manager to add the first one."

    class Meta:
        order_by = ("code",)
        sequence = ("title", "code", "supplier", "latest", "period", "target", "rating")

    def value_title(self, record: Series) -> str:
        return record.indicator.title
