"""What the columns after those of the papers name: agencies, a group, standards and their monitoring."""

from collections.abc import Collection
from typing import Any

from audits.programme.bringing_in.columns import Column
from board.models import Group
from frameworks.bringing_in.naming import Known, agencies_by_name, apart, named
from frameworks.models import MonitoringActivity, Standard

NOUNS: dict[str, str] = {
    Column.AGENCY: "an agency",
    Column.AGENCIES: "an agency",
    Column.ROUTE: "a group",
    Column.STANDARDS: "a standard",
    Column.ACTIVITIES: "a monitoring activity",
}


def known_of(columns: Collection[str]) -> Known:
    """In one query for each kind that is named."""
    names: dict[str, Any] = {}
    if {Column.AGENCY, Column.AGENCIES} & set(columns):
        names[Column.AGENCY] = names[Column.AGENCIES] = agencies_by_name()
    if Column.ROUTE in columns:
        groups = Group.objects.order_by("-is_active", "name")
        names[Column.ROUTE] = named((group.name, group.pk) for group in groups)
    if Column.STANDARDS in columns:
        names[Column.STANDARDS] = named((words, pk) for pk, words in standards_in_words().items())
    if Column.ACTIVITIES in columns:
        names[Column.ACTIVITIES] = named((words, pk) for pk, words in activities_in_words().items())
    return Known(names)


def standards_in_words() -> dict[int, str]:
    """Each with its framework's name and version, so that no two are called the same."""
    ordered = ("section__framework", "section__position", "position", "pk")
    standards = Standard.objects.select_related("section__framework").order_by(*ordered)
    return apart((each.pk, f"{each.section.framework}: {each}") for each in standards)


def activities_in_words() -> dict[int, str]:
    ordered = ("standard__section__framework", "standard__section__position", "standard__position", "position", "pk")
    activities = MonitoringActivity.objects.for_listing().order_by(*ordered)
    return apart((each.pk, f"{each.standard.section.framework}: {each.standard} – {each}") for each in activities)
