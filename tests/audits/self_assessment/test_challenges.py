"""Peer challenge: another agency sees one submitted return and nothing else, and its view stands beside it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audits.self_assessment import actions
from audits.self_assessment.actions.challenges import Written
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.models import (
    AnswerEvidence,
    AssessmentReturn,
    Campaign,
    EvidenceVersion,
    PeerChallenge,
    PeerView,
)
from board.models import Board
from lscb.core import attention, files
from lscb.core.enums import ScanState
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import Notification
from tests.factories.assessments import AnswerFactory, AssessmentReturnFactory, CampaignFactory, EvidenceFactory
from tests.factories.board import agency_lead, manager

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WORDS = (b"as submitted", b"beside what was not asked", b"kept since")


def test_a_challenger_reads_the_submitted_return_alone_and_its_view_stands_beside_it(client):
    Board.current()
    marcus, amara, helen = agency_lead(), agency_lead(name="Amara Okafor"), manager()
    mine, theirs = marcus.appointments.get().agency, amara.appointments.get().agency
    item = AssessmentReturnFactory(agency=mine, campaign__has_challengers=True)
    answer = AnswerFactory(assessment=item, value="met", why="As it was submitted")
    standard = answer.question.tool_standard
    signature = Signature("Dr Amara Quist", "Chief Nurse", TODAY)
    record = actions.submit(AssessmentReturn.objects.visible_to(marcus), item.pk, signature, by=marcus, today=TODAY)
    with pytest.raises(Refused, match="its own return"):
        actions.name_challenger(item, mine, by=helen, today=TODAY)
    client.force_login(helen)

    client.post(reverse("self-assessment:challenger-name", args=[item.pk]), {"agency": theirs.pk})

    challenge = PeerChallenge.objects.get()
    page = challenge.get_absolute_url()
    item.answers.update(why="Rewritten since")
    assert Notification.objects.get(dedupe_key=f"assessment-challenge:{challenge.pk}").recipient == amara
    assert [one.what.split(",")[0] for one in attention.items_for(amara, today=TODAY)] == [
        "self-assessment to challenge"
    ]
    client.force_login(amara)
    shown = client.get(page).text
    assert ("As it was submitted" in shown, "Rewritten since" in shown) == (True, False)
    elsewhere = [
        item.get_absolute_url(),
        reverse("self-assessment:return-read", args=[item.pk]),
        reverse("self-assessment:handing-in", args=[record.pk]),
        reverse("self-assessment:campaign-detail", args=[item.campaign_id]),
    ]
    assert {client.get(address).status_code for address in elsewhere} == {404}

    client.post(page, {f"view-{standard.pk}": "We met <i>no</i> such lead", f"seen-{standard.pk}": "0"})

    first = PeerView.objects.get()
    client.force_login(marcus)
    assert "We met &lt;i&gt;no&lt;/i&gt; such lead" in client.get(elsewhere[1]).text
    with pytest.raises(PermissionDenied):
        actions.write_views(challenge, {standard: Written("Mine", first.pk)}, by=marcus)
    with pytest.raises(Conflict, match="Amara Okafor wrote on"):
        actions.write_views(challenge, {standard: Written("Unseen", 0)}, by=amara)
    with pytest.raises(Refused, match="is not taken away"):
        actions.write_views(challenge, {standard: Written("", first.pk)}, by=amara)
    actions.write_views(challenge, {standard: Written("Now we did", first.pk)}, by=amara)
    assert [view.text for view in PeerView.objects.all()] == ["We met <i>no</i> such lead", "Now we did"]

    client.force_login(helen)
    assert "Now we did" in client.get(reverse("self-assessment:answer-judge", args=[answer.pk])).text
    actions.end_challenge(challenge, by=helen)

    client.force_login(amara)
    assert client.get(page).status_code == 404
    client.force_login(helen)
    assert "Now we did" in client.get(elsewhere[1]).text


def test_a_challenger_opens_what_shows_an_answer_where_the_campaign_says_so(client):
    Board.current()
    marcus, amara, helen = agency_lead(), agency_lead(name="Amara Okafor"), manager()
    campaign = CampaignFactory(has_challengers=True)
    item = AssessmentReturnFactory(agency=marcus.appointments.get().agency, campaign=campaign)
    answer = AnswerFactory(assessment=item, value="met", why="On paper")
    unasked = AnswerFactory(assessment=item, is_asked=False)
    kept = {"content_type": "text/plain", "by": marcus, "scan": ScanState.UNSCANNED}
    given = [files.store(words, name=f"{words.decode()}.txt", **kept) for words in WORDS]
    shown, elsewhere = (EvidenceFactory(agency=item.agency, title=title) for title in ("Supervision audit", "Other"))
    keep = {"evidence": shown, "dated_on": TODAY, "kept_by": marcus}
    EvidenceVersion.objects.create(number=2, file=given[0], kept_at=timezone.now(), **keep)
    EvidenceVersion.objects.create(number=2, file=given[1], kept_at=timezone.now(), **(keep | {"evidence": elsewhere}))
    AnswerEvidence.objects.create(answer=answer, evidence=shown)
    AnswerEvidence.objects.create(answer=unasked, evidence=elsewhere)
    signature = Signature("Dr Amara Quist", "Chief Nurse", TODAY)
    actions.submit(AssessmentReturn.objects.visible_to(marcus), item.pk, signature, by=marcus, today=TODAY)
    EvidenceVersion.objects.create(number=3, file=given[2], kept_at=timezone.now() + timedelta(minutes=5), **keep)
    challenge = actions.name_challenger(item, amara.appointments.get().agency, by=helen, today=TODAY)
    client.force_login(amara)

    def opened():
        pages = [reverse("file-download", args=[file.pk]) for file in given]
        text = client.get(challenge.get_absolute_url()).text
        return [(client.get(page).status_code == 200, page in text) for page in pages]

    nothing = (False, False)
    assert "Supervision audit" in client.get(challenge.get_absolute_url()).text
    assert opened() == [nothing] * 3
    Campaign.objects.update(challengers_open_evidence=True)
    assert opened() == [(True, True), nothing, nothing]
    assert client.get(shown.get_absolute_url()).status_code == 404
    actions.send_back(item, because="The audit is last year’s", by=helen, today=TODAY)
    assert [got for got, _named in opened()] == [False] * 3
    AssessmentReturn.objects.update(status="scrutiny")
    assert opened()[0] == (True, True)
    actions.end_challenge(challenge, by=helen)
    assert [got for got, _named in opened()] == [False] * 3


def test_no_challenger_is_named_where_the_campaign_has_none():
    item, other = AssessmentReturnFactory(), agency_lead().appointments.get().agency

    with pytest.raises(Refused, match="has no peer challenge"):
        actions.name_challenger(item, other, by=manager(), today=TODAY)
