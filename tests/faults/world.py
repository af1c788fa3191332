"""Made once, inside the product's own settings: agencies with a return each, packs to make, and everyone signed in.

``python -m tests.faults.world`` prints it as JSON.
"""

import json
import sys
from datetime import date, timedelta
from typing import Any

import django

import lscb.settings

# Nobody signs in by a password here.
lscb.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from indicators.models import Period  # noqa: E402
from lscb.core.models import User  # noqa: E402
from lscb.core.working_days import is_working_day  # noqa: E402
from tests.factories.board import agency_lead, independent_chair, manager  # noqa: E402
from tests.factories.indicators import DataSetFactory, FigureFactory, PeriodFactory, ReturnFactory  # noqa: E402
from tests.factories.reports import PackFactory  # noqa: E402

DESKS, REMINDED, PACKS = 200, 3, 12


def main() -> None:
    today = timezone.localdate()
    manager(email="manager@board.example", name="Priya Nair")
    chair = independent_chair(email="chair@board.example", name="Helen Moss")
    monday = _monday_after(today + timedelta(days=7))
    later, wednesday = _period(today, today + timedelta(days=75)), _period(today, monday + timedelta(days=2))
    # Reminded of on the day before, on the day itself, and on none before.
    next_monday = _monday_after(monday + timedelta(days=7))
    after_it = _period(next_monday, next_monday + timedelta(days=2))
    desks = [_desk(f"{number}", later) for number in range(DESKS)]
    reminded = [_desk(f"-soon-{number}", wednesday) for number in range(REMINDED)]
    cut_off = [_desk(f"-cut-off-{number}", after_it) for number in range(REMINDED)]
    packs = [PackFactory(as_at=today, created_by=chair, sections=["summary"], summary="Word.").pk for _ in range(PACKS)]
    made = {"desks": desks, "reminded": reminded, "chair": _session(chair), "packs": packs}
    days = {"monday": f"{monday}T09:00:00+00:00", "next_monday": f"{next_monday}T09:00:00+00:00"}
    json.dump(made | days | {"cut_off": cut_off}, sys.stdout)


def _monday_after(day: date) -> date:
    """Begins four working days."""
    while day.weekday() or not all(is_working_day(day + timedelta(days=days)) for days in range(4)):
        day += timedelta(days=1)
    return day


def _period(opened_on: date, due_on: date) -> Period:
    return PeriodFactory(
        data_set=DataSetFactory(), opened_on=opened_on, due_on=due_on, locks_on=due_on + timedelta(days=30)
    )


def _desk(number: str, period: Period) -> dict[str, Any]:
    item = ReturnFactory(period=period)
    figure = FigureFactory(indicator_return=item, given=True)
    leads = [agency_lead(item.agency, email=f"{who}{number}@agency.example", name=who) for who in ("Marcus", "Ruth")]
    return {
        "item": item.pk,
        "figure": figure.pk,
        "email": leads[0].email,
        "leads": [lead.pk for lead in leads],
        "sessions": [_session(lead) for lead in leads],
    }


def _session(person: User) -> str:
    client = Client()
    client.force_login(person)
    return str(client.session.session_key)


if __name__ == "__main__":
    main()
