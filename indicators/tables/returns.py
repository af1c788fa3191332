"""Returns as a list."""

from datetime import date
from typing import Any

import django_tables2 as tables

from indicators.models import IndicatorReturn


class ReturnTable(tables.Table):
    period = tables.TemplateColumn(
        template_name="indicators/columns/return_period.html", order_by=("period__starts_on",), verbose_name="Return"
    )
    agency = tables.Column(order_by=("agency__name",))
    due_on = tables.TemplateColumn(
        template_name="indicators/columns/return_due.html", order_by=("period__due_on",), verbose_name="Due"
    )
    status = tables.TemplateColumn(template_name="indicators/columns/return_status.html")
    progress = tables.TemplateColumn(
        template_name="indicators/columns/return_progress.html", order_by=("answered_count",), verbose_name="Answered"
    )

    caption = "Indicator returns"
    noun = "returns"
    empty_title = "No returns here"
    empty_text = (
        "A return appears when the Board's office opens a period for an indicator that your agency supplies. "
        "If the list is filtered, clear the filter to see every return."
    )

    class Meta:
        model = IndicatorReturn
        fields = ("period", "agency", "due_on", "status", "progress")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
