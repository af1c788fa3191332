"""A framework made of a table's rows, in one act and a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from board.models import Group
from board.permissions import require
from frameworks.actions.frameworks import TAKEN
from frameworks.bringing_in import Activity, Column, Preview
from frameworks.bringing_in.naming import Known, known_here
from frameworks.bringing_in.preview import LONGEST_TITLE
from frameworks.enums import StandardKind
from frameworks.models import Completion, Framework, MonitoringActivity, Section, Standard
from frameworks.permissions import can_keep_frameworks
from frameworks.timescales import Frequency
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

NOTHING = "None of its rows would make anything. Say which columns it has, or correct its rows."
SHOWN_BY = "Brought in with the framework"
LONGEST_HOLDER = 200
PRIORITIES, QUESTIONS = Column.PRIORITIES, Column.QUESTIONS


@dataclass(frozen=True)
class Leads:
    """Who is meant by a name: a group or a person where exactly one has it."""

    groups: dict[str, Group]
    people: dict[str, User]

    @classmethod
    def named(cls, names: Iterable[str]) -> "Leads":
        wanted = {name for name in names if name}
        groups = Group.objects.filter(name__in=wanted, is_active=True)
        people: dict[str, list[User]] = {}
        for person in User.objects.filter(name__in=wanted, is_active=True):
            people.setdefault(person.name, []).append(person)
        alone = {name: found[0] for name, found in people.items() if len(found) == 1}
        return cls({group.name: group for group in groups}, alone)

    def person(self, name: str) -> User | None:
        return self.people.get(name)

    def of(self, name: str) -> dict[str, User | Group | str | None]:
        group = self.groups.get(name)
        person = None if group else self.people.get(name)
        return {"lead_group": group, "lead": person, "lead_words": "" if group or person else name}


@transaction.atomic
def bring_in(made: Preview, framework: Framework, *, by: User | None, source: str = "") -> Framework:
    """Save all that a preview shows, as a draft. By nobody: by whoever runs the installation, at its prompt."""
    require(by is None or can_keep_frameworks(by))
    if not made.made:
        raise Refused(NOTHING)
    with editing.one_of_a_kind(TAKEN):
        framework.save()
    sections = Section.objects.bulk_create(
        Section(
            framework=framework,
            position=position,
            title=each.title[:LONGEST_TITLE],
            introduction=each.introduction or (each.title if len(each.title) > LONGEST_TITLE else ""),
        )
        for position, each in enumerate(made.sections)
    )
    pairs = [
        (section, position, each)
        for section, of_preview in zip(sections, made.sections, strict=True)
        for position, each in enumerate(of_preview.standards)
    ]
    standards = Standard.objects.bulk_create(
        Standard(
            section=section,
            position=position,
            code=each.number,
            outcome=each.words,
            kind=StandardKind.PRACTICE_AREA if each.is_practice_area else StandardKind.STANDARD,
            duty_holder=each.own(Column.DUTY_HOLDER)[:LONGEST_HOLDER],
        )
        for section, position, each in pairs
    )
    names = known_here() if any(each.own for each in made.activities()) else Known()
    read = [(standard, each) for standard, (_, _, each) in zip(standards, pairs, strict=True)]
    link_rows(Standard.priorities, ((one, names.read(PRIORITIES, each.own(PRIORITIES))[0]) for one, each in read))
    link_rows(Standard.key_questions, ((one, names.read(QUESTIONS, each.own(QUESTIONS))[0]) for one, each in read))
    _save_activities([(one, each.activities) for one, each in read], names, by=by)
    changes = {"rows": ("", made.made), "file": ("", source)}
    activity.record("framework.brought_in", framework, by=by, changes=changes)
    return framework


def link_rows(field: Any, rows: Iterable[tuple[Model, list[int]]]) -> None:
    """In one query, or in none where nothing is named."""
    here, there = field.field.m2m_field_name(), field.field.m2m_reverse_field_name()
    links = [{f"{here}_id": one.pk, f"{there}_id": key} for one, keys in rows for key in keys]
    if links:
        field.through.objects.bulk_create(field.through(**link) for link in links)


def _save_activities(rows: list[tuple[Standard, list[Activity]]], names: Known, *, by: User | None) -> None:
    """A row with a standard alone is no activity."""
    each = [
        (standard, position, row)
        for standard, activities in rows
        for position, row in enumerate(row for row in activities if row.says_something)
    ]
    leads = Leads.named(row.lead for _, _, row in each)
    meetings = (
        _groups_that_meet() if any(row.timescale.frequency == Frequency.EACH_MEETING for _, _, row in each) else []
    )
    saved = MonitoringActivity.objects.bulk_create(
        MonitoringActivity(
            standard=standard,
            position=position,
            monitoring=row.monitoring,
            action=row.action,
            comment=row.comment,
            method=next(iter(names.read(Column.METHOD, row.own.get(Column.METHOD, ""))[0]), ""),
            **leads.of(row.lead),
            **_timescale(row, meetings),
        )
        for standard, position, row in each
    )
    agencies = (names.read(Column.AGENCIES, row.own.get(Column.AGENCIES, ""))[0] for _, _, row in each)
    link_rows(MonitoringActivity.agencies, zip(saved, agencies, strict=True))
    now = timezone.now()
    Completion.objects.bulk_create(
        Completion(activity=one, done_on=done, shown_by=SHOWN_BY, recorded_at=now, recorded_by=by)
        for one, (_, _, row) in zip(saved, each, strict=True)
        for done in row.timescale.completed
    )


def _timescale(row: Activity, meetings: list[Group]) -> dict[str, object]:
    reading, recurrence = row.timescale, row.timescale.recurrence
    is_met = reading.frequency == Frequency.EACH_MEETING
    return {
        "timescale_words": row.words,
        "frequency": reading.frequency or "",
        "number": recurrence.number if recurrence else None,
        "months": list(recurrence.months) if recurrence else [],
        "dates": [str(one) for one in recurrence.dates] if recurrence else [],
        "first_due": None if recurrence and recurrence.dates else reading.first_due,
        "at_meetings_of": next((group for group in meetings if is_met and group.name in row.words), None),
    }


def _groups_that_meet() -> list[Group]:
    """The longest names first: a group's name may be part of another's."""
    return sorted(Group.objects.filter(is_active=True), key=lambda group: -len(group.name))
