"""The list of improvement actions."""

import django_tables2 as tables

from improvement.models import ImprovementAction


class ActionTable(tables.Table):
    caption = "Improvement actions"
    noun = "actions"
    empty_title = "No action here"

    what = tables.TemplateColumn(
        '<a href="{{ record.get_absolute_url }}">{{ record }}</a><small>{{ record.source }}</small>',
        verbose_name="Action",
    )
    agency = tables.Column(order_by="agency__name")
    who = tables.TemplateColumn("{{ record.who|dash }}", orderable=False, verbose_name="Who sees to it")
    due_on = tables.TemplateColumn("{{ value|short_date }}", verbose_name="Due")
    status = tables.TemplateColumn('{% include "improvement/status.html" with action=record %}')

    class Meta:
        model = ImprovementAction
        fields = ("what", "agency", "who", "due_on", "status")
        empty_text = "Actions arise where an agency says that something is not yet as it should be."
