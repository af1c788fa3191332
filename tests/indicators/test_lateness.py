"""The lock, the exceptions from it for one agency, and what a correction leaves behind."""

from datetime import date

import pytest
from django.urls import reverse

from board.models import Board
from indicators.actions import review
from indicators.actions.editable import why_closed
from indicators.actions.lateness import take_late
from indicators.deadlines import open_returns
from indicators.models import Figure, IndicatorReturn, PublishedFigure
from lscb.core.deadlines import Asked, found_by
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import analyst, board_member, manager
from tests.factories.indicators import FigureFactory, ReturnFactory
from tests.factories.returns import LOCKED, desk, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def locked(time_machine, db):
    Board.current()
    time_machine.move_to(f"{LOCKED}+00:00", tick=False)


def test_an_exception_opens_the_return_of_one_agency_until_its_day(client, time_machine):
    at, other = desk(), ReturnFactory()
    figure = at.figure()
    officer = manager()
    client.force_login(at.lead)
    save = reverse("indicators:return-save", args=[at.item.pk])
    assert "were taken until" in client.post(save, row(figure, numerator_text="4", denominator_text="5")).text

    client.force_login(officer)
    page = reverse("indicators:return-late", args=[at.item.pk])
    assert "Enter today or a later date" in client.post(page, {"until": "2026-11-27", "reason": "Strike"}).text
    assert "Write why" in client.post(page, {"until": "2026-12-04", "reason": " "}).text
    response = client.post(page, {"until": "2026-12-04", "reason": "Their system was down"}, follow=True)
    assert "until Friday 4 December 2026: Their system was down" in response.text

    client.force_login(at.lead)
    assert client.post(save, row(figure, numerator_text="4", denominator_text="5")).status_code == 302
    figure.refresh_from_db()
    assert figure.numerator_text == "4"
    other.refresh_from_db()
    assert "taken until" in why_closed(other, today=date(2026, 11, 28))

    time_machine.move_to("2026-12-05 09:00+00:00", tick=False)
    item = IndicatorReturn.objects.for_listing().get(pk=at.item.pk)
    assert "taken until" in why_closed(item, today=date(2026, 12, 5))
    assert list(ActivityEvent.objects.filter(verb="return.taken_late").values_list("by", flat=True)) == [officer.pk]


def test_what_is_taken_late_is_owed_and_ends_when_it_is_ended(client):
    at = desk()
    at.figure()

    def owed():
        return list(found_by(open_returns, asked=Asked(date(2026, 11, 28))))

    assert owed() == []
    take_late(at.item, until=date(2026, 12, 4), because="Flood", by=analyst(), today=date(2026, 11, 28))
    assert len(owed()) == 1

    client.force_login(manager())
    client.post(reverse("indicators:return-late-end", args=[at.item.pk]))
    assert owed() == []


def test_a_closed_period_makes_no_exception():
    item, officer = ReturnFactory(), manager()
    item.period.closed_at, item.period.closed_by = "2026-11-20 09:00Z", officer
    item.period.save()

    with pytest.raises(Refused, match="Open it again"):
        take_late(item, until=date(2026, 12, 4), because="Flood", by=officer, today=date(2026, 11, 28))


def test_a_correction_keeps_what_stood_who_corrected_it_and_why(client, time_machine):
    time_machine.move_to("2026-10-22 09:00+00:00", tick=False)
    figure = FigureFactory(indicator_return__submitted=True, given=True)
    item, officer = figure.indicator_return, manager(name="Helen Ostrow")
    review.accept_return(item, by=officer, today=date(2026, 10, 22))
    time_machine.move_to("2026-10-23 09:00+00:00", tick=False)
    review.send_back_return(item, "One ward was counted twice", by=officer, today=date(2026, 10, 23))
    Figure.objects.filter(pk=figure.pk).update(numerator=30, numerator_text="30")
    IndicatorReturn.objects.filter(pk=item.pk).update(status="submitted")
    time_machine.move_to("2026-10-24 09:00+00:00", tick=False)
    review.accept_return(item, by=officer, today=date(2026, 10, 24))

    assert [(one.numerator, one.why) for one in PublishedFigure.objects.order_by("pk")] == [
        (45, ""),
        (30, "One ward was counted twice"),
    ]
    page = reverse("reports:indicator-revisions", args=[figure.indicator_id])
    for reader in (officer, board_member()):
        client.force_login(reader)
        [told] = client.get(page).context["page"].object_list
        assert (told.period, told.before, told.after) == ("Q2 2026–27", "75.0%", "50.0%")
        assert (told.by, told.why) == ("Helen Ostrow", "One ward was counted twice")


def test_why_a_hidden_figure_was_corrected_is_hidden_with_it(client):
    figure = FigureFactory(given=True, numerator=3, numerator_text="3")
    common = {"indicator": figure.indicator, "starts_on": "2026-07-01", "ends_on": "2026-09-30", "denominator": 60}
    then, now = "2026-10-22 09:00Z", "2026-10-24 09:00Z"
    PublishedFigure.objects.create(**common, numerator=2, published_at=then, superseded_at=now)
    PublishedFigure.objects.create(**common, numerator=3, published_at=now, why="Three, not two")
    page = reverse("reports:indicator-revisions", args=[figure.indicator_id])

    client.force_login(manager())
    assert "Three, not two" not in client.get(page).text
    client.post(reverse("indicators:counts-open", args=[figure.indicator_id]), {"reason": "To check the correction."})
    assert "Three, not two" in client.get(page).text
    client.force_login(board_member())
    response = client.get(page)
    assert "hidden" in response.text
    assert "Three, not two" not in response.text
