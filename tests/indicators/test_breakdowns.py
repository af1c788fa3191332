"""An indicator broken down: parts made and kept together, asked of each who supplies them, and added up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from board.models import Board
from indicators.actions import library, life
from indicators.actions.breakdowns import Group, break_down
from indicators.actions.periods import open_period
from indicators.actions.publish import publish_return
from indicators.analysis.units import Unit
from indicators.enums import Breakdown, IndicatorStatus
from indicators.models import Figure, Indicator, IndicatorReturn, PublishedFigure
from indicators.rows import rows_of
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from lscb.core.periods import PeriodKind, period_containing
from tests.factories.board import AgencyFactory, agency_lead, board_member, manager
from tests.factories.indicators import DataSetFactory, IndicatorFactory, PublishedFigureFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 22, 14, 0, tzinfo=UTC)
SPAN = period_containing(date(2026, 7, 1), PeriodKind.QUARTER)


@pytest.fixture(autouse=True)
def october(time_machine, db):
    Board.current()
    time_machine.move_to("2026-10-20 09:41+00:00", tick=False)


@pytest.fixture
def world():
    """V1, a count that three agencies each have of their own, in a data set; V2 stands after it."""
    agencies = [AgencyFactory(name=name) for name in ("Council", "Health", "Police")]
    whole = IndicatorFactory(code="V1", title="Children seen", count=True, supplier=agencies[0])
    data_set = DataSetFactory(indicators=[whole, IndicatorFactory(code="V2", supplier=agencies[0])])
    return agencies, whole, data_set


def by_agency(whole, agencies, officer, *, adds_up=True):
    groups = [Group(agency.name, supplier=agency) for agency in agencies]
    return break_down(whole, Breakdown.AGENCY.value, groups, adds_up=adds_up, by=officer)


def opened(data_set, officer):
    today = date(2026, 10, 20)
    due = today + timedelta(days=20)
    return open_period(data_set, SPAN, due_on=due, locks_on=due, by=officer, today=today)


def accept(agency, count, officer, at=AT, why=""):
    """The agency's count of V1 is accepted."""
    item = IndicatorReturn.objects.get(agency=agency)
    item.figures.filter(indicator__parent__code="V1").update(value=count, value_text=str(count), state="given")
    item.figures.filter(indicator__code="V2").update(missing_reason="not_ready")
    publish_return(item, by=officer, at=at, why=why)


def standing(whole):
    return [
        (figure.indicator.code, figure.value and int(figure.value), figure.is_hidden_beside)
        for figure in PublishedFigure.objects.current().filter(indicator__in=[whole, *whole.parts.all()])
        .order_by("indicator__code")
    ]  # fmt: skip


def test_each_of_several_agencies_is_asked_for_its_own_figure_and_the_whole_is_their_sum(world, client):
    agencies, whole, data_set = world
    officer = manager()
    whole = by_agency(whole, agencies, officer)

    assert [line.indicator.code for line in data_set.lines.order_by("order")] == ["V1", "V1.1", "V1.2", "V1.3", "V2"]
    assert (whole.breakdown, whole.added_up_by) == ("agency", "agency")
    assert list(whole.other_suppliers.order_by("name")) == agencies[1:]
    opened(data_set, officer)
    asked = Figure.objects.order_by("indicator__code").values_list("indicator__code", "indicator_return__agency__name")
    assert list(asked) == [("V1.1", "Council"), ("V1.2", "Health"), ("V1.3", "Police"), ("V2", "Council")]

    accept(agencies[0], 40, officer)
    accept(agencies[1], 3, officer, AT + timedelta(hours=1))
    assert standing(whole) == [("V1.1", 40, False), ("V1.2", 3, False)]
    accept(agencies[2], 30, officer, AT + timedelta(hours=2))
    # The council's count was read before: the last to come is hidden beside the small one, and the whole is shown.
    assert standing(whole) == [("V1", 73, False), ("V1.1", 40, False), ("V1.2", 3, False), ("V1.3", 30, True)]

    accept(agencies[0], 41, officer, AT + timedelta(hours=3), why="Counted again")
    assert standing(whole)[0] == ("V1", 74, standing(whole)[0][2])
    current = PublishedFigure.objects.current().get(indicator=whole)
    assert (current.why, current.published_by) == ("Counted again", officer)

    client.force_login(board_member())
    page = client.get(whole.get_absolute_url())
    assert page.status_code == 200
    assert "By agency" in page.text
    assert "Several agencies, added up" in page.text
    compared = client.get(reverse("reports:compare", args=[whole.pk])).text
    assert all(agency.name in compared for agency in agencies)
    assert ">3<" not in compared


def test_rates_are_added_up_by_their_counts_and_a_part_that_is_not_known_leaves_the_whole_unknown():
    officer, agencies = manager(), AgencyFactory.create_batch(2)
    whole = by_agency(IndicatorFactory(code="R", supplier=agencies[0]), agencies, officer)
    first, second = whole.parts.order_by("pk")
    from indicators.actions.adding_up import add_up

    new = [
        PublishedFigureFactory(indicator=first, numerator=45, denominator=60),
        PublishedFigureFactory(indicator=second, numerator=5, denominator=40),
    ]
    assert add_up(new, at=AT, by=officer) == {whole.pk}
    summed = PublishedFigure.objects.get(indicator=whole)
    assert (summed.numerator, summed.denominator, summed.derived) == (50, 100, 50)
    assert add_up(new, at=AT, by=officer) == set()

    PublishedFigure.objects.filter(pk=new[1].pk).update(numerator=None, denominator=None, state="suppressed")
    add_up(new, at=AT, by=officer)
    unknown = PublishedFigure.objects.current().get(indicator=whole)
    assert (unknown.state, unknown.derived, unknown.commentary) == (
        "not_available", None, "Not every part of it has a figure."
    )  # fmt: skip


def test_groups_are_named_renamed_and_taken_out_on_one_page(world, client):
    agencies, whole, data_set = world
    client.force_login(manager())
    url = reverse("indicators:library-breakdown", args=[whole.pk])
    assert "By named groups" in client.get(url).text

    sent = {"kind": "groups", "called": "age band", "more": "Under 5\n5 to 9\n10 to 17\n", "whole": "stated"}
    assert client.post(url, sent | {"more": "Under 5\nunder 5"}).status_code == 200
    assert client.post(url, sent | {"called": ""}).status_code == 200
    assert not whole.parts.exists()
    assert client.post(url, sent).status_code == 302
    under, middle, older = whole.parts.order_by("pk")
    assert [part.title for part in (under, older)] == ["Children seen: Under 5", "Children seen: 10 to 17"]
    assert (older.unit, older.supplier, older.status) == (whole.unit, agencies[0], "agreed")

    change = f"{url}?by=age+band"
    page = client.get(change).text
    assert 'value="Under 5"' in page
    rows = {f"group_{under.pk}": "10 to 17", f"group_{middle.pk}": "", f"group_{older.pk}": "Under 5"}
    read = {"read": f"{under.pk} {middle.pk} {older.pk}"}
    assert (
        "meanwhile" in client.post(change, rows | read | {"more": "18", "whole": "stated", "read": f"{under.pk}"}).text
    )
    assert client.post(change, rows | read | {"more": "18 to 25", "whole": "added_up"}).status_code == 302
    named = whole.parts.order_by("code").values_list("code", "group_name", "breakdown_name", "status")
    assert list(named) == [
        ("V1.1", "10 to 17", "age band", "agreed"), ("V1.2", "", "age band", "retired"),
        ("V1.3", "Under 5", "age band", "agreed"), ("V1.4", "18 to 25", "age band", "agreed"),
    ]  # fmt: skip
    assert [line.indicator.code for line in data_set.lines.order_by("order")] == ["V1", "V1.1", "V1.3", "V1.4", "V2"]
    whole.refresh_from_db()
    assert (whole.breakdown, whole.breakdown_groups, whole.added_up_by) == ("groups", "age band", "age band")

    # Taken in again, it is the part that it was; broken down another way besides, it is both.
    rows = {f"group_{one.pk}": one.group_name for one in whole.parts.kept_parts()}
    read = {"read": " ".join(str(one.pk) for one in whole.parts.kept_parts())}
    client.post(change, rows | read | {"more": "5 to 9", "whole": "stated"})
    middle.refresh_from_db()
    assert (middle.group_name, middle.status) == ("5 to 9", "agreed")
    client.post(url, sent | {"called": "disability", "more": "Yes\nNo"})
    whole.refresh_from_db()
    assert whole.breakdown_groups == "age band, disability"
    detail = client.get(reverse("indicators:library-detail", args=[whole.pk])).text
    assert "By age band" in detail
    assert "By disability" in detail
    assert ActivityEvent.objects.about(whole).filter(verb="indicator.broken_down").count() == 4


def test_a_part_lives_with_its_whole(world, client):
    agencies, whole, _data_set = world
    officer = manager()
    part = by_agency(whole, agencies, officer).parts.first()
    client.force_login(officer)
    form = client.get(reverse("indicators:library-change", args=[part.pk])).text
    assert 'name="code"' in form
    assert 'name="definition"' not in form

    whole.refresh_from_db()
    library.change_indicator(whole, Edit({"title": "Children met", "decimals": 2}), {}, by=officer)
    part.refresh_from_db()
    assert (part.title, part.decimals) == ("Children met: Council", 2)
    with pytest.raises(Refused, match="kept with V1"):
        life.move_indicator(part, IndicatorStatus.RETIRED, reason="No", by=officer)
    life.move_indicator(whole, IndicatorStatus.RETIRED, reason="Over", by=officer)
    assert {one.status for one in whole.parts.all()} == {"retired"}
    life.move_indicator(whole, IndicatorStatus.AGREED, reason="Again", by=officer)
    assert {one.status for one in whole.parts.all()} == {"agreed"}

    PublishedFigureFactory(indicator=part)
    whole.refresh_from_db()
    with pytest.raises(Refused, match="Figures were collected"):
        library.change_indicator(whole, Edit({"unit": "percentage"}), {}, by=officer)


def test_what_several_supply_is_asked_of_each_once_it_is_agreed():
    officer, agencies = manager(), AgencyFactory.create_batch(3)
    whole = IndicatorFactory(supplier=agencies[0], status="proposed")
    whole.other_suppliers.set(agencies[1:])

    life.move_indicator(whole, IndicatorStatus.AGREED, reason="Decided", by=officer)

    assert {part.supplier for part in whole.parts.all()} == set(agencies)
    whole.refresh_from_db()
    assert whole.added_up_by == "agency"


def test_what_cannot_be_broken_down_so_is_refused_in_a_sentence(world):
    agencies, whole, _ = world
    officer = manager()
    typed = IndicatorFactory(denominator_words="")
    assert typed.unit == Unit.PERCENTAGE
    two = [Group("A"), Group("B")]
    with pytest.raises(Refused, match="cannot be added up"):
        break_down(typed, "age band", two, adds_up=True, by=officer)
    with pytest.raises(Refused, match="at least two groups"):
        break_down(whole, "age band", two[:1], adds_up=True, by=officer)
    with pytest.raises(Refused, match="is not agreed"):
        break_down(IndicatorFactory(status="proposed"), "age band", two, adds_up=True, by=officer)
    part = by_agency(whole, agencies, officer).parts.first()
    with pytest.raises(Refused, match="one of the groups of another"):
        break_down(part, "age band", two, adds_up=True, by=officer)
    assert not Indicator.objects.filter(parent=part).exists()


def test_two_breakdowns_of_one_whole_give_nothing_away_of_each_other():
    officer = manager()
    whole = IndicatorFactory(code="W", count=True)
    break_down(whole, "age band", [Group("Young"), Group("Old")], adds_up=True, by=officer)
    break_down(whole, "disability", [Group("Yes"), Group("No")], adds_up=False, by=officer)
    from indicators.actions.hide import hide_beside

    for name, count, hours in (("Young", 40, 0), ("Old", 60, 0), ("Yes", 4, 1), ("No", 96, 1)):
        part = whole.parts.get(group_name=name)
        PublishedFigureFactory(
            indicator=part, value=count, numerator=None, denominator=None, published_at=AT + timedelta(hours=hours)
        )
    hide_beside([whole.pk])

    # All 100 are known from the age bands, so that 96 would tell the 4.
    hidden = PublishedFigure.objects.filter(is_hidden_beside=True)
    assert [one.indicator.group_name for one in hidden] == ["No"]


def test_a_stated_whole_that_the_agencies_parts_do_not_come_to_is_asked_about_without_telling_theirs(world):
    agencies, whole, data_set = world
    officer = manager()
    by_agency(whole, agencies, officer, adds_up=False)
    opened(data_set, officer)
    lead = agency_lead(agencies[0])
    for figure, count in ((Figure.objects.get(indicator=whole), 100), *(
        (Figure.objects.get(indicator__code=code), count) for code, count in (("V1.1", 40), ("V1.2", 33), ("V1.3", 30))
    )):  # fmt: skip
        Figure.objects.filter(pk=figure.pk).update(value=count, value_text=str(count), state="given")
    item = IndicatorReturn.objects.get(agency=agencies[0])
    figures = item.figures.in_order().filter(indicator=whole)

    [row] = rows_of(item, figures, user=lead)
    assert row.reading.warnings == []
    IndicatorReturn.objects.exclude(pk=item.pk).update(status="submitted", submitted_at=AT, submitted_by=officer)
    [row] = rows_of(item, figures.all(), user=lead)
    [found] = row.reading.warnings
    assert "V1.1, V1.2 and V1.3, as the agencies gave them, do not come to the whole" in found.message
    assert "103" not in found.message
