"""The library as a list."""

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.template.defaultfilters import capfirst
from django.urls import reverse

from indicators.analysis.units import format_value
from indicators.models import Indicator


class LibraryTable(tables.Table):
    title = tables.Column(
        verbose_name="Indicator",
        order_by=("code",),
        linkify=lambda record: reverse("indicators:library-detail", args=[record.pk]),
    )
    tick = tables.TemplateColumn(
        template_name="indicators/columns/library_tick.html", verbose_name="Choose", orderable=False
    )
    supplier = tables.Column(default="Nobody yet")
    owner_group = tables.Column(verbose_name="Owner group", default="—")
    frequency = tables.Column(verbose_name="How often")
    unit = tables.Column()
    counted = tables.Column(verbose_name="When counted", default="Not said")
    current_target = tables.Column(
        verbose_name="Target", attrs={"th": {"class": "num"}, "td": {"class": "num"}}, default="—"
    )
    status = tables.TemplateColumn(template_name="indicators/library_status.html")

    caption = "Indicators of the library"
    noun = "indicators"
    empty_title = "No indicator to show"
    empty_text = "Clear the filter, or add the first indicator."

    class Meta:
        model = Indicator
        fields = (
            "title",
            "tick",
            "supplier",
            "owner_group",
            "frequency",
            "unit",
            "counted",
            "current_target",
            "status",
        )

    def render_title(self, record: Indicator) -> str:
        return str(record)

    def render_supplier(self, record: Indicator) -> str:
        return capfirst(record.who_supplies)

    def render_current_target(self, record: Indicator) -> str:
        return format_value(record.current_target, record.unit, record.decimals)

    def order_current_target(self, queryset: QuerySet[Indicator], is_descending: bool) -> tuple[QuerySet, bool]:
        target = F("current_target")
        order = target.desc(nulls_last=True) if is_descending else target.asc(nulls_last=True)
        return queryset.order_by(order, "code"), True
