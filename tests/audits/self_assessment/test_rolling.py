"""A rolling part of the agencies, and something else taken instead of a return."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audits.self_assessment import actions
from audits.self_assessment.deadlines import open_returns
from audits.self_assessment.models import AcceptedInstead, Answer, Campaign
from audits.self_assessment.queries import board_of, rates
from audits.self_assessment.rolling import part_of, turns
from board.enums import Sector
from board.models import Board
from lscb.core.deadlines import Asked, found_by
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification, StoredFile
from tests.audits.self_assessment.test_actions import hand_in, lead_agency, opened, say
from tests.factories.assessments import AssessmentReturnFactory, CampaignFactory, QuestionFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, agency_lead, board_member, manager

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def helen(client):
    person = manager()
    client.force_login(person)
    return person


@pytest.fixture
def standard():
    standard = ToolStandardFactory(tool__status="ready")
    QuestionFactory(tool_standard=standard)
    return standard


# A part of the agencies


def asked_on(tool, agency, day):
    AssessmentReturnFactory(campaign=CampaignFactory(tool=tool, opens_on=day), agency=agency)


def test_those_never_asked_come_first_then_those_asked_longest_ago_under_any_version(helen, standard):
    first, second, third, fourth = (AgencyFactory(name=name) for name in ("Dale", "Ash", "Birch", "Cedar"))
    asked_on(standard.tool, first, date(2024, 1, 1))
    asked_on(standard.tool, second, date(2023, 1, 1))
    coming = actions.next_version(standard.tool, by=helen)
    asked_on(coming, second, date(2025, 1, 1))
    asked_on(CampaignFactory().tool, third, date(2020, 1, 1))

    found = turns(coming, [first, second, third, fourth], how_many=3, is_share=False)

    assert [(turn.agency.name, turn.asked_on, turn.is_chosen) for turn in found] == [
        ("Birch", None, True),
        ("Cedar", None, True),
        ("Dale", date(2024, 1, 1), True),
        ("Ash", date(2025, 1, 1), False),
    ]


@pytest.mark.parametrize(
    ("total", "how_many", "is_share", "part"),
    [(40, 7, False, 7), (5, 7, False, 5), (40, 25, True, 10), (7, 33, True, 3), (3, 1, True, 1), (0, 50, True, 0)],
)
def test_a_share_is_rounded_up_and_never_more_than_there_are(total, how_many, is_share, part):
    assert part_of(total, how_many, is_share=is_share) == part


def test_whose_turn_it_is_is_shown_before_a_campaign_is_opened_with_exactly_those(client, helen, standard):
    late, early = AgencyFactory(name="Ash School"), AgencyFactory(name="Birch School")
    AgencyFactory(name="Never asked", sector=Sector.HEALTH)
    for agency in (late, early):
        agency.sector = Sector.EDUCATION
        agency.save()
    asked_on(standard.tool, late, date(2025, 3, 1))
    asked_on(standard.tool, early, date(2024, 3, 1))
    page = reverse("self-assessment:campaign-part")

    asked = {"tool": standard.tool.pk, "among": "sector:education", "how_many": "50", "counted": "share"}
    shown = client.get(page, asked)

    assert shown.context["chosen"] == [early.pk]
    assert "1 of 2 agencies would be asked" in shown.text
    assert [turn.asked_on for turn in shown.context["turns"]] == [date(2024, 3, 1), date(2025, 3, 1)]
    opening = client.get(reverse("self-assessment:campaign-open"), {"tool": standard.tool.pk, "agencies": [early.pk]})
    form = opening.context["form"]
    assert (form["tool"].value(), form["agencies"].value()) == (standard.tool.pk, [early.pk])
    assert client.get(page, asked | {"how_many": "101"}).context["form"].errors
    assert client.get(reverse("self-assessment:campaign-open"), {"tool": "x", "agencies": ["y"]}).status_code == 200


# Something else instead


@pytest.fixture
def asked(helen, standard):
    """Two agencies asked, the first with its lead."""
    lead = agency_lead()
    campaign = opened(helen, standard.tool, [lead_agency(lead), AgencyFactory()])
    return campaign.returns.get(agency=lead_agency(lead)), lead


def accept(client, item, **said):
    sent = {
        "kind": "statement",
        "title": "Annual safeguarding statement",
        "file": SimpleUploadedFile("statement.txt", b"We looked at all nine standards"),
        "because": "It answers every standard of the tool",
    } | said
    return client.post(reverse("self-assessment:return-accept", args=[item.pk]), sent)


def test_what_is_accepted_instead_ends_the_asking_and_is_shown_with_its_reason(client, helen, asked):
    item, lead = asked
    say(item.answers.get(), lead, value="partly", why="Half done")
    on_the_list = Asked(today=TODAY, person=lead)
    assert [deadline.what for deadline in found_by(open_returns, asked=on_the_list)] == [str(item.campaign)]

    assert accept(client, item).status_code == 302

    item.refresh_from_db()
    assert found_by(open_returns, asked=on_the_list) == []
    accepted = AcceptedInstead.objects.get()
    assert ActivityEvent.objects.filter(verb="assessment.accepted_instead", object_id=item.pk).count() == 1
    assert [note.recipient for note in Notification.objects.filter(dedupe_key__contains="accepted-instead")] == [lead]
    for page in (
        item.campaign.get_absolute_url(),
        reverse("self-assessment:campaign-results", args=[item.campaign_id]),
        item.get_absolute_url(),
    ):
        text = client.get(page).text
        assert "It answers every standard of the tool" in text
        assert reverse("file-download", args=[accepted.file_id]) in text
    found = rates(board_of(item.campaign), today=TODAY + timedelta(days=40))
    assert (found.asked, found.handed_in, found.accepted, found.outstanding_late) == (2, 0, 1, 1)
    # The agency's draft stays its own, and nobody writes in it or hands it in.
    assert [Answer.objects.visible_to(person).filter(assessment=item).count() for person in (lead, helen)] == [1, 0]
    with pytest.raises(Refused, match="accepted something else"):
        say(item.answers.get(), lead, why="More")
    with pytest.raises(Refused, match="accepted something else"):
        hand_in(item, lead)
    sees = [StoredFile.objects.visible_to(person).count() for person in (lead, helen, agency_lead(), board_member())]
    assert sees == [1, 1, 0, 0]


def test_it_may_be_asked_for_after_all_and_nothing_is_lost(client, helen, asked):
    item, lead = asked
    say(item.answers.get(), lead, why="Half done")
    accept(client, item)
    for _ in range(2):
        client.post(reverse("self-assessment:return-ask-after-all", args=[item.pk]))

    item.refresh_from_db()
    assert (item.status, AcceptedInstead.objects.standing().count(), AcceptedInstead.objects.count()) == ("open", 0, 1)
    assert say(item.answers.get(), lead, value="met").why == "Half done"
    accept(client, item)
    assert AcceptedInstead.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"because": " "}, "because"),
        ({"file": ""}, "file"),
        ({"file": SimpleUploadedFile("run.exe", b"MZ\x90\x00")}, "file"),
        ({"kind": "song"}, "kind"),
        ({"title": ""}, "title"),
    ],
)
def test_without_a_file_and_a_reason_nothing_is_accepted(client, helen, asked, said, field):
    response = accept(client, asked[0], **said)

    assert field in response.context["form"].errors
    assert not AcceptedInstead.objects.exists()


def test_nothing_else_is_accepted_once_it_is_handed_in_or_closed_nor_by_anybody_else(client, helen, asked):
    item, lead = asked
    say(item.answers.get(), lead, value="met")
    hand_in(item, lead)
    assert "cannot become" in accept(client, item).text
    other = item.campaign.returns.exclude(pk=item.pk).get()
    with pytest.raises(PermissionDenied):
        actions.ask_after_all(other, by=lead, today=TODAY)
    Campaign.objects.update(closed_at=timezone.now(), closed_by=helen)
    assert "nothing more is taken" in accept(client, other).text
    client.force_login(lead)
    assert accept(client, item).status_code == 403
    assert not AcceptedInstead.objects.exists()
