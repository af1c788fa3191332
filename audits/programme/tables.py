"""The programme's columns and how they sort; ``programme/entry_table.html`` draws them under their categories."""

from collections.abc import Iterator

import django_tables2 as tables

from audits.programme.enums import Category
from audits.programme.models import Audit, ProgrammeEntry


class EntryTable(tables.Table):
    number = tables.Column(verbose_name="No.")
    subject = tables.Column(verbose_name="Subject")
    frequency = tables.Column()
    due_on = tables.Column(verbose_name="Due")
    lead = tables.Column(order_by=("lead__name", "lead_group__name", "lead_role", "lead_words"))
    route = tables.Column(order_by="route__name", verbose_name="Scrutinised by")
    status = tables.Column()

    class Meta:
        model = ProgrammeEntry
        fields = ("number", "subject", "frequency", "due_on", "lead", "route", "status")

    def by_category(self) -> Iterator[tuple[str, list[ProgrammeEntry]]]:
        """Categories in the order the Board lists them; inside each, as the reader sorted."""
        entries = [row.record for row in self.rows]
        for category in Category:
            if found := [entry for entry in entries if entry.category == category]:
                yield category.label, found


class AuditTable(tables.Table):
    """The register of single-agency audits."""

    caption = "Single-agency audits"
    noun = "audits"
    empty_title = "No audit here"

    title = tables.Column(linkify=lambda record: record.get_absolute_url(), verbose_name="Audit")
    agency = tables.Column(order_by="agency__name")
    asked_by = tables.Column(order_by="asked_by__name", verbose_name="Asked by", default="Its own")
    due_on = tables.TemplateColumn("{{ value|short_date|default:'No fixed date' }}", verbose_name="Report due")
    status = tables.TemplateColumn('{% include "programme/audit_status.html" with audit=record %}')
    decision = tables.TemplateColumn("{{ record.decision_in_words|dash }}", verbose_name="Decision")

    class Meta:
        model = Audit
        fields = ("title", "agency", "asked_by", "due_on", "status", "decision")
        empty_text = "Agencies register the audits they did or plan; a group may ask for one."
