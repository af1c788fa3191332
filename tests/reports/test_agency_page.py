"""One agency: what it supplies, and how its returns came in."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from indicators.models import Indicator
from tests.factories.board import AgencyFactory, agency_lead, board_member
from tests.factories.core import UserFactory
from tests.factories.indicators import DataSetFactory, PeriodFactory, ReturnFactory
from tests.reports.reading import get, headings, page, rated, titles, words
from tests.reports.worlds import build_board

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


def came(period, agency, on):
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    stamps = {"status": "submitted", "submitted_at": moment, "submitted_by": UserFactory()}
    return ReturnFactory(period=period, agency=agency, first_submitted_on=on, **stamps)


def test_its_indicators_and_its_returns_stand_there_and_no_other_agencys():
    police, council = AgencyFactory(name="Midshire Police"), AgencyFactory(name="The council")
    rated("A1", 36, supplier=police)
    rated("A2", 54, supplier=police)
    rated("A3", 36, supplier=council)
    quarterly = DataSetFactory(name="Quarterly data set")

    def asked(starts_on, ends_on, due_on):
        return PeriodFactory(
            data_set=quarterly, starts_on=starts_on, ends_on=ends_on, opened_on=ends_on, due_on=due_on, locks_on=due_on
        )

    spring = asked(date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 28))
    winter = asked(date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 28))
    autumn = asked(date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 28))
    came(winter, police, date(2026, 4, 26))
    came(spring, police, date(2026, 8, 6))
    came(autumn, council, date(2026, 10, 28))
    ReturnFactory(period=autumn, agency=police)

    html = page(reverse("reports:agency", args=[police.pk]))

    assert titles(html) == ["Measure A1", "Measure A2"]
    assert headings(html)[:2] == ["Midshire Police: indicators and returns", "Indicators"]
    told = words(html)
    assert (
        "It supplies two indicators. One misses its target. "
        "Of three returns in the last two years one came on time, one late and one is missing."
    ) in told
    rows = [words(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html.split('id="returns"')[1], re.DOTALL)[1:]]
    assert rows == [
        "Q2 2026–27 Quarterly data set 28 Oct 2026 — — 23 days late 0 of 0",
        "Q1 2026–27 Quarterly data set 28 Jul 2026 6 Aug 2026 9 days late Being checked 0 of 0",
        "Q4 2025–26 Quarterly data set 28 Apr 2026 26 Apr 2026 2 days early Being checked 0 of 0",
    ]
    assert get(reverse("reports:agency", args=[police.pk]), agency_lead(council)).status_code == 404
    assert titles(page(reverse("reports:agency", args=[council.pk]), agency_lead(council))) == ["Measure A3"]


@pytest.mark.parametrize("indicators", [1, 20])
def test_its_queries_are_the_same_however_much_it_supplies(client, indicators, django_assert_num_queries):
    build_board(indicators=indicators, agencies=1)
    client.force_login(board_member())
    url = reverse("reports:agency", args=[Indicator.objects.latest("pk").supplier_id])

    # Session, person, roles; then the agency, the Board, its holidays, indicators with what is kept of them, returns.
    with django_assert_num_queries(3 + 5):
        response = client.get(url)

    assert len(titles(response.content.decode())) == indicators
