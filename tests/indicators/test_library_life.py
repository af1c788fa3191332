from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import strip_tags

from board.enums import Answer, Role
from board.models import Board
from indicators.actions import consultation, gaps, library, life
from indicators.enums import LIFE, IndicatorStatus
from indicators.models import Gap, Indicator, IndicatorComment
from indicators.queries import to_be_asked
from lscb.core import deadlines
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from tests.factories.board import AgencyFactory, GroupFactory, person_with
from tests.factories.core import UserFactory
from tests.factories.indicators import DataSetFactory, GapFactory, IndicatorCommentFactory, IndicatorFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
WANTED = {
    "title": "Children seen by the out-of-hours team",
    "definition": "Children seen between five in the evening and nine in the morning.",
    "why_it_matters": "Nobody counts what happens at night.",
}


def test_every_step_of_a_life_follows_the_table_and_leaves_its_reason():
    officer = person_with(Role.ANALYST)
    assert set(LIFE) == set(IndicatorStatus)
    for start, target in product(IndicatorStatus, repeat=2):
        indicator = IndicatorFactory(status=start)
        if target in LIFE[start]:
            moved = life.move_indicator(indicator, target, reason="The executive decided so", by=officer)
            event = ActivityEvent.objects.about(indicator).for_timeline().first()
            assert moved.status == target
            assert event.detail.changes["reason"][1] == "The executive decided so"
        else:
            with pytest.raises(Refused, match="already" if start == target else "cannot become"):
                life.move_indicator(indicator, target, reason="The executive decided so", by=officer)


def test_nothing_is_agreed_without_a_reason_a_supplier_or_an_answer():
    officer = person_with(Role.ANALYST)
    agree = lambda one, reason="Decided in May": life.move_indicator(  # noqa: E731
        one, IndicatorStatus.AGREED, reason=reason, by=officer
    )

    with pytest.raises(Refused, match="Say why"):
        agree(IndicatorFactory(status="proposed"), reason=" ")
    with pytest.raises(Refused, match="has no supplier yet"):
        agree(IndicatorFactory(status="proposed", supplier=None))
    said = IndicatorCommentFactory()
    with pytest.raises(Refused, match="A comment has no answer yet"):
        agree(said.indicator)
    consultation.answer(said, Answer.TAKEN_UP, words="", by=officer)
    assert agree(said.indicator).status == "agreed"
    assert Notification.objects.get().recipient == said.written_by
    without = Edit({"supplier": None})
    with pytest.raises(Refused, match="is agreed, so an agency is asked for it"):
        library.change_indicator(said.indicator, without, {}, by=officer)


def test_what_nobody_supplies_yet_is_agreed_as_a_gap_and_planned_for_until_an_agency_does(client):
    officer = person_with(Role.MANAGER)
    client.force_login(officer)
    indicator = IndicatorFactory(code="G1", status="proposed", supplier=None)
    url = reverse("indicators:library-move", args=[indicator.pk, "agreed"])
    assert "What is missing" in client.get(url).text
    assert client.post(url, {"reason": "Decided in May", "missing": ""}).status_code == 200

    done = client.post(url, {"reason": "Decided in May", "missing": "No system holds it."}, follow=True).text
    assert "G1 is agreed as a data gap: no period asks for it" in done
    assert "the next period that opens asks for it" not in done

    indicator.refresh_from_db()
    gap = Gap.objects.get(indicator=indicator)
    assert (indicator.status, gap.missing) == ("agreed", "No system holds it.")
    for name, keys in (("library-detail", [indicator.pk]), ("gap-register", []), ("gathering-plan", [])):
        assert client.get(reverse(f"indicators:{name}", args=keys)).status_code == 200
    page = client.get(indicator.get_absolute_url()).text
    assert "Nobody yet" in page
    assert "None" not in strip_tags(page).replace("None is set", "")
    data_set = DataSetFactory(indicators=[indicator])
    assert list(to_be_asked(data_set)) == []
    assert "no supplier yet" in client.get(reverse("indicators:period-open", args=[data_set.pk])).text

    with pytest.raises(Refused, match="has no supplier yet"):
        gaps.close_gap(gap, outcome="It is counted now", by=officer)
    library.change_indicator(indicator, Edit({"supplier": AgencyFactory()}), {}, by=officer)
    gaps.close_gap(gap, outcome="It is counted now", by=officer)
    assert list(to_be_asked(data_set)) == [indicator]


def test_a_proposal_is_its_proposers_to_change_until_it_is_put_to_consultation(client):
    agency = AgencyFactory()
    lead, colleague = person_with(Role.AGENCY_LEAD, agency=agency), person_with(Role.AGENCY_LEAD, agency=agency)
    proposed = life.propose_indicator(WANTED, agency=agency, by=lead)
    page, url = proposed.get_absolute_url(), reverse("indicators:proposal-change", args=[proposed.pk])
    client.force_login(colleague)
    assert url not in client.get(page).text
    assert client.get(url).status_code == 403
    client.force_login(lead)
    assert url in client.get(page).text
    sent = WANTED | {"unit": "number", "polarity": "neither", "frequency": "month", "definition": "Seen at night."}
    sent |= {"counted": "over"}
    sent["read"] = client.get(url).context["form"]["read"].value()

    assert client.post(url, sent).status_code == 302

    proposed.refresh_from_db()
    assert (proposed.definition, proposed.frequency, proposed.proposed_for) == ("Seen at night.", "month", agency)
    life.move_indicator(proposed, IndicatorStatus.CONSULTATION, reason="To hear all", by=person_with(Role.MANAGER))
    assert url not in client.get(page).text
    assert "comment on it instead" in client.post(url, sent | {"definition": "Later."}).text
    proposed.refresh_from_db()
    assert proposed.definition == "Seen at night."


def test_an_agency_proposes_and_is_read_by_all_once_it_is_in_consultation():
    agency, other = AgencyFactory(), person_with(Role.AGENCY_LEAD, agency=AgencyFactory())
    lead, officer = person_with(Role.AGENCY_LEAD, agency=agency), person_with(Role.MANAGER)

    proposed = life.propose_indicator(WANTED, agency=agency, by=lead)
    assert life.propose_indicator(WANTED, agency=agency, by=lead) == proposed
    assert (proposed.code, proposed.status, proposed.supplier) == ("P-1", "proposed", agency)
    with pytest.raises(PermissionDenied):
        life.propose_indicator(WANTED, agency=agency, by=other)
    seen = lambda person: list(Indicator.objects.visible_to(person))  # noqa: E731
    assert (seen(lead), seen(other), seen(UserFactory())) == ([proposed], [], [])
    with pytest.raises(Refused, match="not in consultation"):
        consultation.comment(IndicatorComment(indicator=proposed, text="Good"), by=lead)

    life.move_indicator(proposed, IndicatorStatus.CONSULTATION, reason="To hear everyone", by=officer)
    assert seen(other) == [proposed]
    said = IndicatorComment(indicator=proposed, text="Count weekends too")
    consultation.comment(said, by=other)
    assert not IndicatorComment.objects.visible_to(lead).exists()
    with pytest.raises(PermissionDenied):
        consultation.answer(said, Answer.TAKEN_UP, words="", by=other)
    with pytest.raises(Refused, match="Say why it is not taken up"):
        consultation.answer(said, Answer.NOT_TAKEN_UP, words="", by=officer)
    consultation.answer(said, Answer.NOT_TAKEN_UP, words="The rota does not tell", by=officer)
    assert list(IndicatorComment.objects.visible_to(lead)) == [said]

    life.move_indicator(proposed, IndicatorStatus.AGREED, reason="Agreed on 1 June", by=officer)
    assert (seen(lead), seen(other)) == ([proposed], [])


def test_a_gap_is_planned_reminded_of_and_closed(client):
    officer, group, stranger = person_with(Role.MANAGER), GroupFactory(), person_with(Role.AGENCY_LEAD)
    chair = person_with(Role.GROUP_CHAIR, group=group)
    indicator = IndicatorFactory()
    with pytest.raises(Refused, match="is not agreed"):
        gaps.note_gap(IndicatorFactory(status="proposed"), {"missing": "All"}, by=officer)
    gap = gaps.note_gap(
        indicator, {"missing": "Ages", "plan": "Ask for them", "task_group": group, "due_on": TODAY}, by=officer
    )
    with pytest.raises(Refused, match="is noted already"):
        gaps.note_gap(indicator, {"missing": "All"}, by=officer)
    GapFactory(indicator=IndicatorFactory(status="retired"))

    assert [one.key for one in deadlines.deadlines_of(chair.pk, today=TODAY)] == [f"data-gap:{gap.pk}"]
    for person, expected in ((officer, [gap]), (chair, [gap]), (stranger, [])):
        client.force_login(person)
        assert client.get(reverse("indicators:gap-register")).context["gaps"] == expected
        assert client.get(reverse("indicators:gathering-plan")).context["planned"] == len(expected)

    with pytest.raises(Refused, match="Say what came of it"):
        gaps.close_gap(gap, outcome=" ", by=officer)
    gaps.close_gap(gap, outcome="Counted from April on", by=officer)
    assert not Gap.objects.open().exists()
    assert deadlines.deadlines_of(chair.pk, today=TODAY) == []
    gaps.note_gap(indicator, {"missing": "Ages again"}, by=officer)


@pytest.mark.parametrize("count", [1, 5])
def test_the_lists_of_proposals_and_gaps_take_as_many_queries_for_five(client, count, django_assert_num_queries):
    client.force_login(person_with(Role.BOARD_MEMBER))
    Board.current()
    IndicatorCommentFactory.create_batch(count)
    GapFactory.create_batch(count)

    # session, person, roles, the rows, the Board's name
    for name, shown in (("proposal-list", "in_consultation"), ("gap-register", "gaps")):
        with django_assert_num_queries(5):
            response = client.get(reverse(f"indicators:{name}"))
        assert len(response.context[shown]) == count
