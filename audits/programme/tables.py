"""The programme's columns and how they sort; ``programme/entry_table.html`` draws them under their categories."""

from collections.abc import Iterator

import django_tables2 as tables

from audits.programme.enums import Category
from audits.programme.models import ProgrammeEntry


class EntryTable(tables.Table):
    number = tables.Column(verbose_name="No.")
    subject = tables.Column(verbose_name="Subject")
    frequency = tables.Column()
    due_on = tables.Column(verbose_name="Due")
    lead = tables.Column(order_by=("lead__name", "lead_words"))
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
