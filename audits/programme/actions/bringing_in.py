"""Entries made of a table's rows, in one act and a fixed number of queries."""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction

from audits.programme.actions.days import called_at_once
from audits.programme.bringing_in import Column, Entry, Preview
from audits.programme.bringing_in.naming import known_of
from audits.programme.bringing_in.standing import afterwards_of
from audits.programme.enums import LEADING_ROLES
from audits.programme.models import Programme, ProgrammeEntry
from audits.programme.permissions import can_edit_programme
from board.actions import keeping
from board.models import Board
from board.permissions import require
from frameworks.actions.bringing_in import NOTHING, Leads, link_rows
from frameworks.bringing_in.naming import Known
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "{} has an entry with the number {} already. Give the row another number, or leave it out."
MEANWHILE = "Someone else added entries to this programme at the same moment. Nothing was saved; save it again."

ONE = (Column.AGENCY, Column.ROUTE)
LINKED = {
    Column.AGENCIES: ProgrammeEntry.agencies,
    Column.STANDARDS: ProgrammeEntry.standards,
    Column.ACTIVITIES: ProgrammeEntry.activities,
}


@transaction.atomic
def bring_in_entries(
    made: Preview, year: int, *, by: User | None, source: str = ""
) -> tuple[Programme, list[int], bool]:
    """Save all that a preview shows, in the programme of that year: it, its new entries, and whether it was begun."""
    require(by is None or can_edit_programme(by))
    if not made.made:
        raise Refused(NOTHING)
    starts_in = Board.current().year_starts_in
    programme, is_new = Programme.objects.get_or_create(year=year, defaults={"starts_in": starts_in})
    programme = keeping.locked(programme)
    taken = set(programme.entries.values_list("number", flat=True))
    if clash := next((each.number for each in made.entries if each.number in taken), None):
        raise Refused(TAKEN.format(programme, clash))
    free = _free(taken | {each.number for each in made.entries if each.number})
    leads = Leads.named(each.lead for each in made.entries)
    names = known_of(made.columns_of_our_own)
    try:
        with transaction.atomic():
            entries = ProgrammeEntry.objects.bulk_create(
                _entry(each, programme, each.number or next(free), leads, names) for each in made.entries
            )
    except IntegrityError as error:
        raise Refused(MEANWHILE) from error
    for column, field in LINKED.items():
        keys = (names.read(column, row.own.get(column, ""))[0] for row in made.entries)
        link_rows(field, zip(entries, keys, strict=True))
    changes = {"rows": ("", made.made), "file": ("", source)}
    activity.record("programme.brought_in", programme, by=by, changes=changes)
    activity.record_each("entry.brought_in", entries, by=by)
    activity.record_each("audit.brought_in", called_at_once(entries), by=by)
    return programme, [entry.pk for entry in entries], is_new


def _entry(row: Entry, programme: Programme, number: int, leads: Leads, names: Known) -> ProgrammeEntry:
    one = {column: next(iter(names.read(column, row.own.get(column, ""))[0]), None) for column in ONE}
    lead = _led_by(row.lead, leads)
    return ProgrammeEntry(
        programme=programme,
        number=number,
        subject=row.subject,
        criteria=row.criteria,
        category=row.category,
        frequency=row.frequency,
        when_words=row.dates,
        due_on=row.due_on,
        dates=[day.isoformat() for day in row.days] if len(row.days) > 1 else [],
        **lead,
        starts_on=row.starts_on,
        agency_id=one[Column.AGENCY],
        route_id=one[Column.ROUTE],
        afterwards=afterwards_of(row.own.get(Column.AFTERWARDS, "")),
        status=row.standing.status,
        status_reason=row.standing.reason,
        completed_on=row.completed_on,
        comment=row.comment,
    )


def _led_by(name: str, leads: Leads) -> dict[str, Any]:
    """A group or a person here, a role that someone holds here; else the words themselves."""
    role = next((each for each in LEADING_ROLES if each.label.lower() == name.lower()), None)
    found = leads.of(name)
    if role and not (found["lead"] or found["lead_group"]):
        return {"lead_role": role}
    return found


def _free(taken: set[int]) -> Iterator[int]:
    """Numbers after the highest there is."""
    number = max(taken, default=0)
    while True:
        number += 1
        yield number
