from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import Signature
from audits.self_assessment.enums import ReturnStatus, ToolStatus
from audits.self_assessment.models import Answer, AnswerRevision, AssessmentReturn, Campaign, HandingIn
from board.enums import Role, Sector
from improvement.models import ImprovementAction
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from tests.factories.assessments import QuestionFactory, ToolFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, GroupFactory, MembershipFactory, agency_lead, board_member, person_with
from tests.factories.board import manager as a_manager

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
SIGNED = Signature("Dr Amara Quist", "Chief Nurse", date(2026, 11, 19))


@pytest.fixture
def manager():
    return a_manager()


@pytest.fixture
def standard():
    return ToolStandardFactory(tool__status=ToolStatus.READY)


def opened(manager, tool, agencies, *, title="Section 11", **fields):
    campaign = Campaign(
        tool=tool,
        title=title,
        opens_on=TODAY,
        due_on=TODAY + timedelta(days=30),
        locks_on=TODAY + timedelta(days=60),
        **fields,
    )
    return actions.open_campaign(campaign, agencies, by=manager, today=TODAY)


def say(answer, lead, version=None, **said):
    answers = Answer.objects.visible_to(lead)
    version = answer.version if version is None else version
    saved = actions.save_answer(answers, answer.pk, said, version=version, by=lead, today=TODAY)
    answer.refresh_from_db()
    return saved


def hand_in(item, lead, today=TODAY):
    return actions.submit(AssessmentReturn.objects.visible_to(lead), item.pk, SIGNED, by=lead, today=today)


# Opening


def test_each_agency_is_asked_once_what_is_for_it(manager, standard):
    health, police = AgencyFactory(sector=Sector.HEALTH), AgencyFactory(sector=Sector.CRIMINAL_JUSTICE)
    lead = agency_lead(health)
    for_all = QuestionFactory(tool_standard=standard)
    for_health = QuestionFactory(tool_standard=standard, sectors=["health"])
    for_police = QuestionFactory(tool_standard=standard)
    for_police.agencies.add(police)

    campaign = opened(manager, standard.tool, [health, police])

    asked = {item.agency: {answer.question for answer in item.answers.all()} for item in campaign.returns.all()}
    assert asked == {health: {for_all, for_health}, police: {for_all, for_police}}
    assert [note.recipient for note in Notification.objects.all()] == [lead]
    standard.tool.refresh_from_db()
    assert standard.tool.status == "frozen"


@pytest.mark.parametrize(
    ("status", "with_question", "with_agency", "sentence"),
    [
        ("draft", True, True, "is a draft"),
        ("ready", False, True, "asks no question yet"),
        ("ready", True, False, "Choose at least one agency"),
    ],
)
def test_what_cannot_be_asked_is_said(manager, status, with_question, with_agency, sentence):
    standard = ToolStandardFactory(tool__status=status)
    if with_question:
        QuestionFactory(tool_standard=standard)

    with pytest.raises(Refused, match=sentence):
        opened(manager, standard.tool, [AgencyFactory()] if with_agency else [])


def test_the_same_campaign_is_opened_once(manager, standard):
    QuestionFactory(tool_standard=standard)
    opened(manager, standard.tool, [AgencyFactory()])

    with pytest.raises(Refused, match="There is a campaign of this title"):
        opened(manager, standard.tool, [AgencyFactory()])

    assert AssessmentReturn.objects.count() == 1


@pytest.mark.parametrize("count", [1, 40])
def test_opening_takes_as_many_queries_for_many_agencies_as_for_one(
    manager, standard, count, django_assert_max_num_queries
):
    for _ in range(5):
        QuestionFactory(tool_standard=standard)
    agencies = [AgencyFactory() for _ in range(count)]

    with django_assert_max_num_queries(26):
        opened(manager, standard.tool, agencies)


# Answering


def test_an_answer_keeps_every_version_and_logs_one_line_a_spell(manager, standard):
    lead = agency_lead()
    QuestionFactory(tool_standard=standard)
    item = opened(manager, standard.tool, [lead_agency(lead)]).returns.get()
    answer = item.answers.get()

    say(answer, lead, value="partly", why="Some wards")
    say(answer, lead, value="partly", why="Some wards, not all")
    say(answer, lead, value="partly", why="Some wards, not all")

    assert [one.texts["why"] for one in AnswerRevision.objects.order_by("version")] == [
        "Some wards",
        "Some wards, not all",
    ]
    assert ActivityEvent.objects.filter(verb="assessment.edited").count() == 1


def test_a_colleagues_words_are_not_overwritten(manager, standard):
    lead = agency_lead()
    QuestionFactory(tool_standard=standard)
    answer = opened(manager, standard.tool, [lead_agency(lead)]).returns.get().answers.get()
    say(answer, lead, why="First")

    with pytest.raises(actions.AnswerConflict) as conflict:
        say(answer, lead, version=0, why="Second")

    assert conflict.value.theirs.why == "First"


def test_a_follow_on_question_is_asked_once_the_answer_before_it_calls_for_it(manager, standard):
    lead = agency_lead()
    first = QuestionFactory(tool_standard=standard, scale="yes_no")
    follow_on = QuestionFactory(tool_standard=standard, shown_after=first, shown_for=["no"])
    item = opened(manager, standard.tool, [lead_agency(lead)]).returns.get()
    answer, after = item.answers.get(question=first), item.answers.get(question=follow_on)
    assert not after.is_asked

    say(answer, lead, value="no")
    after.refresh_from_db()
    assert after.is_asked
    say(after, lead, why="Kept, whatever comes")
    say(answer, lead, value="yes")

    after.refresh_from_db()
    assert (after.is_asked, after.why) == (False, "Kept, whatever comes")


def test_a_helper_answers_what_was_handed_over_and_sees_no_more(manager, standard):
    agency = AgencyFactory()
    lead, helper = agency_lead(agency), person_with(Role.AGENCY_CONTRIBUTOR, agency=agency)
    QuestionFactory(tool_standard=standard)
    other = QuestionFactory(tool_standard=ToolStandardFactory(tool=standard.tool))
    item = opened(manager, standard.tool, [agency]).returns.get()
    assert not AssessmentReturn.objects.visible_to(helper).exists()

    actions.hand_over(item, standard, helper, by=lead, today=TODAY)
    actions.hand_over(item, standard, helper, by=lead, today=TODAY)

    assert item.delegations.count() == 1
    [seen] = Answer.objects.visible_to(helper)
    assert seen.question.tool_standard == standard
    say(seen, helper, value="met")
    with pytest.raises(Answer.DoesNotExist):
        say(item.answers.get(question=other), helper, value="met")
    actions.take_back(item.delegations.get(), by=lead)
    assert not Answer.objects.visible_to(helper).exists()


def test_nobody_is_handed_a_standard_who_is_not_of_the_agency(manager, standard):
    lead = agency_lead()
    QuestionFactory(tool_standard=standard)
    item = opened(manager, standard.tool, [lead_agency(lead)]).returns.get()

    with pytest.raises(Refused, match="is no contributor of"):
        actions.hand_over(item, standard, person_with(Role.AGENCY_CONTRIBUTOR), by=lead, today=TODAY)


# Handing in


def test_what_is_missing_is_said_for_each_question(manager, standard):
    lead = agency_lead()
    for code in ("1", "2", "3", "4"):
        QuestionFactory(tool_standard=standard, code=code, position=int(code))
    QuestionFactory(tool_standard=standard, code="5", position=5, is_required=False)
    item = opened(manager, standard.tool, [lead_agency(lead)]).returns.get()
    by_code = {answer.question.code: answer for answer in item.answers.all()}
    say(by_code["2"], lead, value="partly")
    say(by_code["3"], lead, not_applicable=True)
    say(by_code["4"], lead, value="met")

    with pytest.raises(actions.NotReady) as refusal:
        hand_in(item, lead)

    assert {one.answer.question.code: one.sentences for one in refusal.value.found} == {
        "1": ["Answer this question"],
        "2": ["Say what your agency will do, who sees to it, by when, and how you will know that it worked"],
        "3": ["Say why this does not apply to your agency"],
    }


def test_what_is_handed_in_twice_is_handed_in_once_with_one_receipt(manager, standard):
    lead = agency_lead()
    item = answered(manager, standard, lead)

    first, second = hand_in(item, lead), hand_in(item, lead)

    assert (first, HandingIn.objects.count()) == (second, 1)
    assert (first.signed_by, first.is_late, first.content[0]["words"]) == ("Dr Amara Quist", False, "Met")
    assert Notification.objects.filter(dedupe_key=f"receipt:{first.reference}").count() == 1


def test_late_work_is_taken_and_marked_until_the_lock(manager, standard):
    lead = agency_lead()
    item = answered(manager, standard, lead)

    assert hand_in(item, lead, today=TODAY + timedelta(days=31)).is_late


def test_after_the_lock_nothing_is_taken(manager, standard):
    lead = agency_lead()
    item = answered(manager, standard, lead)

    with pytest.raises(Refused, match="Late returns were taken until"):
        hand_in(item, lead, today=TODAY + timedelta(days=61))


def test_an_agency_given_more_time_is_late_by_its_own_day(manager, standard):
    lead = agency_lead()
    item = answered(manager, standard, lead)
    to = TODAY + timedelta(days=80)
    with pytest.raises(Refused, match="Say why"):
        actions.extend(item, to=to, because=" ", by=manager, today=TODAY)

    actions.extend(item, to=to, because="A new records system", by=manager, today=TODAY)

    assert not hand_in(item, lead, today=to).is_late


# From round to round


def test_last_rounds_answer_comes_along_and_is_confirmed_before_it_is_handed_in(manager, standard):
    lead = agency_lead()
    before = answered(manager, standard, lead, why="The Chief Nurse answers for it")
    hand_in(before, lead)
    item = opened(manager, standard.tool, [lead_agency(lead)], title="The next round").returns.get()

    [answer] = item.answers.all()
    assert (answer.value, answer.why, answer.is_confirmed) == ("met", "The Chief Nurse answers for it", False)
    with pytest.raises(actions.NotReady):
        hand_in(item, lead)
    assert actions.confirm_standard(item, standard.pk, by=lead, today=TODAY) == 1
    assert hand_in(item, lead)


def test_a_new_version_of_the_tool_brings_the_answers_of_the_old_one_along(manager, standard):
    lead = agency_lead()
    hand_in(answered(manager, standard, lead), lead)
    tool = actions.next_version(standard.tool, by=manager)
    tool.status = ToolStatus.READY
    tool.save()

    item = opened(manager, tool, [lead_agency(lead)], title="The next round").returns.get()

    assert [(answer.value, answer.is_confirmed) for answer in item.answers.all()] == [("met", False)]


def test_what_was_not_handed_in_is_not_brought_along(manager, standard):
    lead = agency_lead()
    answered(manager, standard, lead)

    item = opened(manager, standard.tool, [lead_agency(lead)], title="The next round").returns.get()

    assert [answer.value for answer in item.answers.all()] == [""]


# The panel


@pytest.fixture
def panel(manager, standard):
    group = GroupFactory()
    lead, member = agency_lead(), board_member()
    MembershipFactory(group=group, person=member)
    return answered(manager, standard, lead, group=group), lead, member


def test_drafts_are_the_agencys_alone(panel, manager):
    item, lead, member = panel
    answers = [Answer.objects.visible_to(person).count() for person in (lead, manager, member)]
    assert answers == [1, 0, 0]

    hand_in(item, lead)

    stranger = agency_lead()
    seen = [Answer.objects.visible_to(person).count() for person in (lead, manager, member, stranger, board_member())]
    assert seen == [1, 1, 1, 0, 0]


def test_the_panels_word_stands_beside_the_agencys_own(panel):
    item, lead, member = panel
    hand_in(item, lead)
    answer = item.answers.get()

    with pytest.raises(Refused, match="Say why"):
        actions.judge(answer, "partly", why=" ", by=member)
    actions.judge(answer, "partly", why="Two of five files show it", by=member)
    actions.judge(answer, "not", why="None of the five does", by=member)
    actions.finish(item, by=member, today=TODAY)

    item.refresh_from_db()
    answer.refresh_from_db()
    assert (item.status, answer.value, [one.value for one in answer.judgements.all()]) == (
        "moderated",
        "met",
        ["partly", "not"],
    )


def test_what_is_sent_back_says_why_and_what_was_submitted_stays(panel):
    item, lead, member = panel
    hand_in(item, lead)

    with pytest.raises(Refused, match="Say why"):
        actions.send_back(item, because="", by=member, today=TODAY)
    actions.send_back(item, because="Standard 1 tells us nothing new", by=member, today=TODAY)
    say(item.answers.get(), lead, why="Now in full")
    hand_in(item, lead)

    assert [one.content[0]["why"] for one in HandingIn.objects.order_by("number")] == ["", "Now in full"]


def test_nobody_else_judges(panel):
    item, lead, _member = panel
    hand_in(item, lead)

    for person in (lead, board_member()):
        with pytest.raises(PermissionDenied):
            actions.judge(item.answers.get(), "not", why="So", by=person)


def test_a_return_in_draft_is_not_judged(panel):
    item, _lead, member = panel

    with pytest.raises(Refused, match="Only a return that was handed in"):
        actions.judge(item.answers.get(), "not", why="So", by=member)


def lead_agency(lead):
    return lead.appointments.get().agency


def answered(manager, standard, lead, *, group=None, why=""):
    if not standard.questions.exists():
        QuestionFactory(tool_standard=standard)
    item = opened(manager, standard.tool, [lead_agency(lead)], group=group).returns.get()
    for answer in item.answers.all():
        say(answer, lead, value="met", why=why)
    assert item.status == ReturnStatus.OPEN
    return item


def test_a_draft_tool_is_what_the_next_version_begins_as(manager):
    tool = ToolFactory(status=ToolStatus.FROZEN)

    assert (actions.next_version(tool, by=manager).status, tool.status) == ("draft", "frozen")


# What comes of it


def test_each_action_of_a_return_lives_on_once_however_often_it_is_handed_in(panel):
    item, lead, member = panel
    answer = item.answers.get()
    will = {"action_owner": "Chief Nurse", "action_due": "30 June 2027", "action_measure": "Nine in ten"}
    say(answer, lead, value="partly", action_what="Count it", **will)
    hand_in(item, lead)
    [action] = ImprovementAction.objects.all()
    assert (action.what, action.due_on, action.agency) == ("Count it", date(2027, 6, 30), item.agency)

    actions.send_back(item, because="More", by=member, today=TODAY)
    say(answer, lead, action_what="Count it each week")
    hand_in(item, lead)

    [action] = ImprovementAction.objects.all()
    assert (action.what, action.status) == ("Count it each week", "open")
