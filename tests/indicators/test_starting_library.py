from datetime import date

import pytest
from django.urls import reverse

from indicators import starting
from indicators.bringing_in import Known, preview
from indicators.models import Indicator
from tests.factories.board import analyst
from tests.factories.indicators import IndicatorFactory

MADE = preview(starting.tables(), known=Known())


def test_every_row_that_ships_is_whole_and_names_its_source_clause_and_the_day_it_was_checked():
    assert (MADE.refused, MADE.notes) == ([], [])
    assert MADE.made == 70
    for one in MADE.indicators:
        values = one.values
        assert one.doubts == [], one.code
        assert all(values[name] for name in ("why_it_matters", "source", "reference")), one.code
        assert date(2026, 11, 1) <= values["checked_on"] <= date.today(), one.code  # noqa: DTZ011
        assert values["status"] == "proposed"
        assert bool(values["denominator_words"]) is (values["unit"] not in {"number", "average"}) or one.code == "SW4"
        assert len(values["title"]) <= 80


@pytest.mark.django_db
def test_a_new_board_begins_with_it_and_keeps_its_own(client):
    client.force_login(analyst())
    assert "Load the starting library" in client.get(reverse("indicators:library")).text
    own = IndicatorFactory(code="cn1", title="Ours")
    assert "Load the starting library" not in client.get(reverse("indicators:library")).text

    for _ in range(2):
        client.post(reverse("indicators:library-begin"))

    assert Indicator.objects.filter(status="proposed").count() == 69
    assert Indicator.objects.get(pk=own.pk).title == "Ours"
    parts = Indicator.objects.get(code="CN2").parts.values_list("code", flat=True)
    assert list(parts.order_by("code")) == ["CN6", "CN7", "CN8"]
