"""What shows an answer counts until its last day: said before, asked for anew after."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.actions.evidence import Given
from audits.self_assessment.deadlines import evidence_running_out
from audits.self_assessment.models import Answer, EvidenceVersion, ToolStandard
from audits.self_assessment.shown import WARNED, Shown
from board.models import Board
from lscb.core.deadlines import Asked, found_by
from lscb.core.evidence import evidence_for
from tests.audits.self_assessment.test_actions import TODAY, hand_in, lead_agency, opened, say
from tests.factories.assessments import QuestionFactory, ToolStandardFactory
from tests.factories.board import agency_lead, manager
from tests.factories.core import infected_file
from tests.factories.frameworks import StandardFactory

pytestmark = pytest.mark.django_db

LAST = TODAY + timedelta(days=10)
FAR = date(2199, 1, 1)


@pytest.fixture(autouse=True)
def board(time_machine):
    time_machine.move_to(f"{TODAY} 09:00:00+00:00", tick=False)
    return Board.current()


@pytest.fixture
def lead():
    return agency_lead()


@pytest.fixture
def answer(lead):
    standard = ToolStandardFactory(tool__status="ready")
    for code in ("1.1", "1.2"):
        QuestionFactory(tool_standard=standard, needs_evidence=code == "1.1", code=code)
    item = opened(manager(), standard.tool, [lead_agency(lead)]).returns.get()
    for answer in item.answers.all():
        say(answer, lead, value="met")
    return item.answers.get(question__code="1.1")


def bring(answer, lead, until, title="Audit"):
    given = Given(date(2026, 9, 1), expires_on=until, link="https://www.example.org/audit")
    answers = Answer.objects.visible_to(lead)
    return actions.bring_evidence(answers, answer.pk, title=title, note="", given=given, by=lead, today=TODAY)


def wanted(item, lead, today):
    with pytest.raises(actions.NotReady) as refusal:
        hand_in(item, lead, today=today)
    return [one.sentences for one in refusal.value.found]


@pytest.mark.parametrize(
    ("shown", "counts", "expired", "runs_out"),
    [
        (Shown(), False, None, None),
        (Shown(True, True), True, None, None),
        (Shown(True, True, TODAY - timedelta(days=1)), True, None, None),
        (Shown(True, False, TODAY), True, None, TODAY),
        (Shown(True, False, TODAY - timedelta(days=1)), False, TODAY - timedelta(days=1), None),
        (Shown(True, False, TODAY + WARNED + timedelta(days=1)), True, None, None),
    ],
)
def test_what_counts_and_what_is_said_of_it(shown, counts, expired, runs_out):
    assert shown.counts(today=TODAY) is counts
    assert shown.expired_on(today=TODAY) == expired
    assert shown.runs_out_on(today=TODAY, due_on=TODAY) == runs_out


def test_expired_evidence_counts_no_more_until_a_later_version_or_another_does(answer, lead):
    evidence = bring(answer, lead, LAST)
    after = LAST + timedelta(days=1)

    said = wanted(answer.assessment, lead, after)
    assert said == [
        ["What shows it was good until 30 November 2026: add a later version, or something else that shows it"]
    ]

    actions.renew(evidence, Given(after, expires_on=FAR, link="https://www.example.org/later"), by=lead)
    assert hand_in(answer.assessment, lead, today=after)


def test_it_counts_on_its_last_day_and_where_anything_else_beside_it_does(answer, lead):
    bring(answer, lead, TODAY - timedelta(days=1), title="Old")
    assert wanted(answer.assessment, lead, TODAY)
    bring(answer, lead, LAST, title="Good")

    assert hand_in(answer.assessment, lead, today=LAST)


def test_what_the_scanner_put_aside_shows_nothing(answer, lead):
    evidence = bring(answer, lead, None)
    bad = infected_file()
    EvidenceVersion.objects.create(
        evidence=evidence, number=2, file=bad, dated_on=TODAY, kept_at=bad.stored_at, kept_by=lead
    )

    assert wanted(answer.assessment, lead, TODAY) == [["Add what shows it"]]


def test_reconfirming_asks_for_what_expired_between_the_rounds(client, answer, lead, time_machine):
    bring(answer, lead, LAST)
    hand_in(answer.assessment, lead)
    standard = answer.question.tool_standard
    later = opened(manager(), standard.tool, [lead_agency(lead)], title="Next").returns.get()
    time_machine.move_to("2026-12-10 09:00:00+00:00", tick=False)
    client.force_login(lead)
    page = reverse("self-assessment:return-standard", args=[later.pk, standard.pk])

    assert "What shows it was good until 30 November 2026, and counts no more." in client.get(page).text
    response = client.post(page, {"confirm-all": "yes"}, follow=True)

    assert "2 of last round’s answers confirmed." in response.text
    assert "What must be evidenced and is not, or not any more: 1.1." in response.text
    assert len(wanted(later, lead, date(2026, 12, 10))) == 1


def test_what_ran_out_since_shows_the_boards_standard_no_more(answer, lead, time_machine):
    line = StandardFactory()
    ToolStandard.objects.update(standard=line)
    evidence = bring(answer, lead, LAST)
    hand_in(answer.assessment, lead)

    def held():
        return [one.what for one in evidence_for(f"standard:{line.pk}")]

    assert held() == [str(answer.assessment)]
    time_machine.move_to("2026-12-01 09:00:00+00:00", tick=False)
    assert held() == []
    actions.renew(evidence, Given(date(2026, 12, 1), link="https://www.example.org/later"), by=lead)
    assert held() == [str(answer.assessment)]


def test_a_lead_is_warned_before_it_runs_out(client, answer, lead):
    evidence = bring(answer, lead, LAST)
    bring(answer, lead, FAR, title="Lasts")
    client.force_login(lead)
    page = reverse("self-assessment:return-standard", args=[answer.assessment_id, answer.question.tool_standard_id])

    assert "is good until" not in client.get(page).text  # something else beside it lasts
    [owed] = found_by(evidence_running_out, asked=Asked(TODAY, lead.pk))
    assert (owed.due_on, owed.responsible, owed.url) == (LAST, (lead.pk,), evidence.get_absolute_url())
    assert found_by(evidence_running_out, asked=Asked(LAST - WARNED - timedelta(days=1), lead.pk)) == []

    put = actions.put_beside(Answer.objects.visible_to(lead), answer.pk, [evidence], by=lead, today=TODAY)
    assert put.pk == answer.pk
    assert "is good until 30 November 2026. Add a later version in time." in client.get(page).text
    hand_in(answer.assessment, lead)
    assert found_by(evidence_running_out, asked=Asked(TODAY, lead.pk)) == []
