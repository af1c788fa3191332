"""What three agencies count is asked of each and added up; one that is late is let in after the lock, with a reason."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from board.models import Board
from indicators.models import Indicator, IndicatorReturn
from tests.factories.board import AgencyFactory, agency_lead, manager
from tests.factories.indicators import DataSetFactory, IndicatorFactory
from tests.journeys.accessibility import arrive, arrive_without_scripts

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_each_agency_gives_its_own_and_the_late_one_is_let_in(
    page, page_without_scripts, sign_in, live_server, time_machine
):
    time_machine.move_to("2026-10-01 09:41:00+00:00")
    Board.current()
    council, health = AgencyFactory(name="Council"), AgencyFactory(name="Health")
    whole = IndicatorFactory(code="V1", title="Children seen", count=True, supplier=council)
    data_set = DataSetFactory(name="Quarterly set", indicators=[whole])
    helen, lead = manager(name="Helen Ostrow"), agency_lead(health, name="Marcus Adeyemi")

    sign_in(helen)
    page.goto(f"{live_server.url}/indicators/data-sets/library/{whole.pk}/")
    arrive(page, "V1 Children seen")
    page.get_by_role("link", name="Break it down").click()
    arrive(page, "Break V1 down")
    # By keyboard: the first of the choices, then each agency.
    page.get_by_label("By agency").focus()
    page.keyboard.press("Space")
    for name in ("Council", "Health"):
        box = page.get_by_role("checkbox", name=name)
        if not box.is_checked():
            box.focus()
            page.keyboard.press("Space")
    page.get_by_label("Added up from them, once all have come").check()
    page.get_by_role("button", name="Save this").press("Enter")
    expect(page.get_by_text("How V1 is broken down was saved.")).to_be_visible()
    arrive(page, "V1 Children seen")
    page.get_by_role("link", name="Change this breakdown by agency").click()
    arrive(page, "V1 by agency")
    assert [part.supplier.name for part in whole.parts.order_by("pk")] == ["Council", "Health"]

    page.goto(f"{live_server.url}/indicators/data-sets/{data_set.pk}/open/")
    page.get_by_role("button", name="and tell the leads").click()
    expect(page.get_by_text("is open, and every agency's leads are being told")).to_be_visible()
    late = IndicatorReturn.objects.select_related("period").get(agency=health)
    page.set_viewport_size({"width": 390, "height": 800})
    assert [row.indicator.code for row in late.figures.all()] == ["V1.2"]

    # After the lock nothing is taken, but from the one agency that was let in.
    time_machine.move_to(f"{late.period.locks_on + timedelta(days=1)} 09:41:00+00:00")
    sign_in(helen)
    page.goto(f"{live_server.url}/indicators/data-sets/returns/{late.pk}/late/")
    arrive(page, "Take late figures from Health")
    page.get_by_label("until").fill("10 December 2026")
    page.get_by_label("Why").fill("Its system was moved in October.")
    page.get_by_role("button", name="Take its figures until then").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Take late figures from Health")
    late.refresh_from_db()
    assert late.late_because == "Its system was moved in October."

    theirs = page_without_scripts
    sign_in(lead, on=theirs)
    theirs.goto(f"{live_server.url}/indicators/returns/{late.pk}/edit/")
    arrive_without_scripts(theirs, theirs.get_by_role("heading", level=1).inner_text())
    theirs.get_by_label("Value").first.fill("12")
    theirs.get_by_role("button", name="Save").first.click()
    expect(theirs.get_by_text("Saved at")).to_be_visible()
    assert late.figures.get().value == 12
    page.goto(live_server.url + Indicator.objects.get(pk=whole.pk).get_absolute_url())
    arrive(page, "Children seen")
    expect(page.get_by_role("heading", name="By agency")).to_be_visible()
