"""Packs as a list."""

import django_tables2 as tables

from reports.models import Pack


class PackTable(tables.Table):
    caption = "Board packs"
    noun = "packs"
    empty_title = "No pack yet"

    title = tables.Column(linkify=lambda record: record.get_absolute_url(), verbose_name="Pack")
    meeting = tables.Column(order_by="meeting__held_on")
    as_at = tables.TemplateColumn("{{ record.as_at|short_date }}", verbose_name="Figures as at")
    version = tables.TemplateColumn(
        "{% if record.version %}{{ record.version }}{% else %}none yet{% endif %}", verbose_name="Latest version"
    )
    edition = tables.TemplateColumn(
        template_name="reports/pack_download.html", verbose_name="Download", orderable=False
    )

    class Meta:
        model = Pack
        fields = ("title", "meeting", "as_at", "version", "edition")
        empty_text = "It appears here once the chair or the business manager has begun one."
