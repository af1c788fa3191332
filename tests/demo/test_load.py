from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command

from audits.programme.enums import EntryStatus
from audits.programme.models import ProgrammeEntry
from audits.self_assessment.enums import ReturnStatus as AssessmentStatus
from audits.self_assessment.models import Campaign
from board.models import Agency, Meeting
from demo.load import load
from demo.people import PASSWORD, SIGN_INS
from demo.story import NOW, Fate
from indicators.enums import ReturnStatus
from indicators.models import IndicatorReturn, Period, PublishedFigure
from lscb.core.models import ActivityEvent, User
from lscb.core.working_days import is_working_day
from tests.demo.conftest import LOADED_ON
from tests.factories.core import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def everything() -> str:
    models = [model for app in apps.get_app_configs() for model in app.get_models()]
    return "\n".join(serializers.serialize("json", model._default_manager.order_by("pk")) for model in models)


@pytest.mark.usefixtures("demonstration")
def test_loading_twice_changes_nothing_even_a_day_later():
    before = everything()

    assert load(today=LOADED_ON + timedelta(days=1)) is False

    assert everything() == before


def test_the_command_loads_it_once_and_says_how_to_sign_in_as_each_role(settings, time_machine):
    settings.IS_DEMO = True
    time_machine.move_to("2026-10-15 09:00:00+00:00")
    first, second = StringIO(), StringIO()

    call_command("load_demo", stdout=first)
    call_command("load_demo", stdout=second)

    assert first.getvalue() == second.getvalue()
    assert [email for email in SIGN_INS.values() if email not in first.getvalue()] == []
    assert PASSWORD in first.getvalue()
    _holds(date(2026, 10, 15))


def test_the_command_refuses_outside_the_demonstration(settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="set LSCB_DEMO=1"):
        call_command("load_demo")

    assert not User.objects.exists()


def test_the_command_refuses_where_people_are_already(settings):
    settings.IS_DEMO = True
    someone = UserFactory()

    with pytest.raises(CommandError, match="There are people here already"):
        call_command("load_demo")

    assert list(User.objects.all()) == [someone]
    assert not Agency.objects.exists()


@pytest.mark.parametrize(
    "today",
    [date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 3), date(2026, 4, 16), date(2028, 2, 29)],
    ids=str,
)
def test_the_story_holds_on_whichever_day_it_is_loaded(today):
    assert load(today=today) is True

    _holds(today)


def _holds(today):
    latest = Period.objects.filter(data_set__frequency="quarter").latest("starts_on")
    fates = {item.agency.short_name: item for item in latest.returns.select_related("agency")}
    statuses = {name: item.status for name, item in fates.items()}
    assert statuses == {name: ReturnStatus(_status(came.fate)) for name, came in NOW.items()}
    assert latest.ends_on < latest.opened_on < latest.due_on
    assert abs(latest.due_on - today) <= timedelta(days=14)
    assert latest.locks_on > today
    assert all(item.first_submitted_on >= latest.opened_on for item in fates.values() if item.first_submitted_on)
    month = Period.objects.filter(data_set__frequency="month").latest("starts_on")
    assert month.ends_on < month.opened_on <= today
    assert month.due_on < month.timely_until < month.locks_on
    assert (month.opened_by, {item.status for item in month.returns.all()}) == (
        None, {"open" if today <= month.timely_until else "accepted"},
    )  # fmt: skip
    upcoming = Meeting.objects.of_the_board().from_day(today).first()
    assert 9 <= (upcoming.held_on - today).days <= 22
    assert all(is_working_day(meeting.held_on) for meeting in Meeting.objects.all())
    assert ProgrammeEntry.objects.late(today=today).count() == 4
    _three_rounds_of_section_11(today)
    assert ProgrammeEntry.objects.get(status=EntryStatus.POSTPONED).status_reason
    assert {entry.programme.year for entry in ProgrammeEntry.objects.select_related("programme")} == {
        _year(today) - 1,
        _year(today),
    }


@pytest.mark.usefixtures("demonstration")
def test_nothing_happened_after_the_day_of_loading():
    for events, moment in ((ActivityEvent, "at"), (PublishedFigure, "published_at"), (IndicatorReturn, "submitted_at")):
        assert not events.objects.filter(**{f"{moment}__date__gt": LOADED_ON}).exists()


def _three_rounds_of_section_11(today):
    first, second, now = Campaign.objects.order_by("opens_on")
    assert first.closed_at < second.opened_at < second.closed_at < now.opened_at
    assert now.opens_on <= today < now.due_on < now.locks_on
    assert len({campaign.title for campaign in (first, second, now)}) == 3
    for campaign in (first, second):
        returns = list(campaign.returns.select_related("campaign"))
        assert {item.status for item in returns} == {"closed"}
        assert {item.first_submitted_on <= campaign.locks_on for item in returns} == {True}
        assert 0 < sum(item.is_late(today=today) for item in returns) < 4
    states = {item.agency.short_name: item.status for item in now.returns.select_related("agency")}
    assert set(states.values()) == set(AssessmentStatus)
    assert all(item.first_submitted_on <= today for item in now.returns.exclude(first_submitted_on=None))


def _status(fate: Fate) -> str:
    return "open" if fate in {Fate.UNTOUCHED, Fate.BEGUN} else fate.value


def _year(day: date) -> int:
    return day.year - (day.month < 4)
