"""Lists ask as much of the database for a thousand rows as for ten."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audits.programme.deadlines import open_entries, owed_by_audits
from audits.programme.enums import AuditStatus, Category
from audits.programme.models import Audit, AuditPaper, ProgrammeEntry
from board.enums import Sector
from board.models import Agency, Board, Group, Meeting
from lscb.core.deadlines import Asked, found_by
from lscb.core.models import User
from tests.factories.board import manager
from tests.factories.programme import ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TODAY = date(2026, 11, 23)


def furnish(count):
    """A programme of so many entries, each with a lead, an agency, a route and an audit; as many of agencies' own."""
    programme = ProgrammeFactory(year=2026)
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n}") for n in range(count))
    agencies = Agency.objects.bulk_create(Agency(name=f"Agency {n}", sector=Sector.HEALTH) for n in range(count))
    groups = Group.objects.bulk_create(Group(name=f"Group {n}", kind="sub_group") for n in range(10))
    boards = Group.objects.create(name="The Board", kind="board")
    meetings = Meeting.objects.bulk_create(
        Meeting(group=boards, held_on=TODAY + timedelta(days=n)) for n in range(1, count + 1)
    )
    Meeting.objects.bulk_create(Meeting(group=group, held_on=TODAY + timedelta(days=9)) for group in groups)
    categories = list(Category)
    entries = ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(
            programme=programme,
            number=n + 1,
            subject=f"Subject {n}",
            category=categories[n % 5],
            due_on=TODAY + timedelta(days=n % 300 - 150),
            lead=people[n],
            agency=agencies[n],
            route=groups[n % 10],
        )
        for n in range(count)
    )
    concerned = ProgrammeEntry.agencies.through
    concerned.objects.bulk_create(
        concerned(programmeentry=entry, agency=agencies[n - 1]) for n, entry in enumerate(entries)
    )
    planned = [
        Audit(entry=entry, title=f"Audit {n}", group=groups[n % 10], due_on=TODAY + timedelta(days=n % 90))
        for n, entry in enumerate(entries)
    ]
    reported = {"status": AuditStatus.REPORTED, "reported_on": TODAY}
    own = [
        Audit(
            agency=agencies[n], title=f"Own {n}", group=groups[n % 10], meeting=meetings[n], asked_by=groups[0], **each
        )
        for n in range(count)
        for each in ({"asked_on": TODAY, **reported},)
    ]
    audits = Audit.objects.bulk_create([*planned, *own])
    AuditPaper.objects.bulk_create(
        AuditPaper(audit=audit, kind="action_plan", asked_on=TODAY, due_on=TODAY + timedelta(days=30))
        for audit in audits
    )
    return programme


@pytest.mark.parametrize("count", [10, 1_000])
def test_lists_hold_their_query_counts(client, count, time_machine, django_assert_num_queries):
    time_machine.move_to("2026-11-23 10:00:00+00:00")
    Board.current()
    programme = furnish(count)
    client.force_login(manager())

    with django_assert_num_queries(10):
        page = client.get(programme.get_absolute_url())
        assert len(page.context["table"].rows) == count
    with django_assert_num_queries(10):
        page = client.get(reverse("programme:forward-plan"))
        assert [len(page.context[name]) for name in ("waiting", "meetings", "expected")] == [count] * 3
    with django_assert_num_queries(7):
        assert client.get(reverse("programme:register")).context["table"].paginator.count == count
    with django_assert_num_queries(2):
        found = found_by(open_entries, owed_by_audits, asked=Asked(TODAY))
    assert len(found) >= 4 * count  # each entry's audit or itself, each own report to scrutinise, each paper
