"""Making a tool in the browser."""

import pytest
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.actions.tools import freeze
from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.models import Question, Tool, ToolStandard
from board.enums import AgencyKind
from board.models import Board
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.assessments import CampaignFactory, QuestionFactory, ToolFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, manager
from tests.factories.frameworks import FrameworkFactory, StandardFactory
from tests.factories.surveys import SurveyQuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled_board():
    return Board.current()


@pytest.fixture
def helen(client):
    person = manager(name="Helen Ostrow")
    client.force_login(person)
    return person


@pytest.fixture
def standard():
    return ToolStandardFactory(tool__status=ToolStatus.DRAFT)


def url(name, *of):
    return reverse(f"self-assessment:{name}", args=of)


def asking(**said):
    return {"code": "1.1", "text": "Is it so?", "scale": "met", "is_required": "on", **said}


def problems(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def order(model):
    return [str(part) for part in model.objects.order_by("position")]


def test_a_draft_is_thrown_away_with_a_reason_and_no_version_that_was_asked(client, helen):
    campaign = CampaignFactory(tool__title="Section 11")
    QuestionFactory(tool_standard__tool=campaign.tool)
    freeze(campaign.tool)
    draft = actions.next_version(campaign.tool, by=helen)
    discard = url("tool-discard", draft.pk)
    assert discard in client.get(draft.get_absolute_url()).text

    assert problems(client.post(discard, {"because": ""})) == {"because": ["Say why it is thrown away"]}
    response = client.post(discard, {"because": "Working Together changed again"}, follow=True)

    assert response.redirect_chain[-1][0] == campaign.tool.get_absolute_url()
    assert "A draft thrown away" in response.text
    assert (list(Tool.objects.all()), ToolStandard.objects.count(), Question.objects.count()) == ([campaign.tool], 1, 1)
    told = ActivityEvent.objects.filter(verb="tool.discarded").select_related("detail")
    assert {event.object_id for event in told} == {campaign.tool.pk, draft.pk}
    assert told[0].detail.changes["because"] == ["", "Working Together changed again"]

    with pytest.raises(Refused, match="is no draft, so it stays"):
        actions.discard_tool(campaign.tool, because="Old", by=helen)
    asked = QuestionFactory(tool_standard__tool__status="draft")
    SurveyQuestionFactory(asks_about=asked)
    with pytest.raises(Refused, match="refers to one of its questions"):
        actions.discard_tool(asked.tool_standard.tool, because="Old", by=helen)
    # Another next version may be begun.
    assert actions.next_version(campaign.tool, by=helen).version == 2


def test_a_tool_is_begun_filled_and_said_to_be_ready(client, helen):
    client.post(url("tool-add"), {"title": "Safe workforce", "kind": "safe_workforce"})
    tool = Tool.objects.get()
    client.post(url("tool-standard-add", tool.pk), {"title": "Recruitment"})
    standard = tool.standards.get()
    police = AgencyFactory(name="Midshire Police")
    sent = asking(
        looks_like="Met: every check first\nNot met: none",
        bar="partly met",
        kinds=["school"],
        agencies=[police.pk],
        checked_on="28 November 2026",
    )
    assert client.post(url("tool-question-add", standard.pk), sent).status_code == 302

    question = standard.questions.get()
    assert question.looks_like == {"met": "every check first", "not": "none"}
    assert (question.bar, question.kinds, list(question.agencies.all())) == ("partly", ["school"], [police])
    assert question.for_whom == "School or college, Midshire Police"
    response = client.post(url("tool-ready", tool.pk), follow=True)
    assert "is ready to use" in response.text
    tool.refresh_from_db()
    assert tool.status == "ready"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"looks_like": "Done: yes"}, "looks_like"),
        ({"bar": "excellent"}, "bar"),
        ({"shown_for": "Met"}, "shown_for"),
        ({"kinds": ["choir"]}, "kinds"),
        ({"scale": "stars"}, "scale"),
        ({"text": ""}, "text"),
        ({"code": "1.0"}, "code"),
    ],
)
def test_what_a_question_cannot_be_is_said(client, helen, standard, said, expected):
    QuestionFactory(tool_standard=standard, code="1.0")

    assert expected in problems(client.post(url("tool-question-add", standard.pk), asking(**said)))
    assert Question.objects.count() == 1


def test_a_question_follows_on_where_the_answer_before_calls_for_it(client, helen, standard):
    first = QuestionFactory(tool_standard=standard, scale="yes_no")
    sent = asking(shown_after=first.pk)
    assert problems(client.post(url("tool-question-add", standard.pk), sent)) == {
        "shown_for": ["Say which answers call for this question"]
    }

    client.post(url("tool-question-add", standard.pk), sent | {"shown_for": "no"})

    following = standard.questions.get(code="1.1")
    assert (following.shown_after, following.shown_for) == (first, ["no"])


def test_what_was_read_back_changes_nothing(client, helen, standard):
    question = QuestionFactory(tool_standard=standard, looks_like={"not": "none", "met": "all"}, bar="partly")
    form = client.get(url("tool-question-change", question.pk)).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    client.post(url("tool-question-change", question.pk), sent)

    client_sees = client.get(standard.tool.get_absolute_url()).text
    assert "A standard or question changed" not in client_sees


def test_two_people_on_one_question_see_both_texts(client, helen, standard):
    question = QuestionFactory(tool_standard=standard, text="Before")
    form = client.get(url("tool-question-change", question.pk)).context["form"]
    Question.objects.filter(pk=question.pk).update(text="Theirs")
    sent = asking(code=question.code, read=form["read"].value(), text="Mine")

    response = client.post(url("tool-question-change", question.pk), sent)

    assert [(clash.saved, clash.mine) for clash in response.context["form"].both_texts.clashes] == [("Theirs", "Mine")]
    question.refresh_from_db()
    assert question.text == "Theirs"


def test_parts_are_moved_copied_and_taken_out(client, helen, standard):
    one = QuestionFactory(tool_standard=standard, code="1", text="One", position=0)
    QuestionFactory(tool_standard=standard, code="2", text="Two", position=1, shown_after=one, shown_for=["not"])

    client.post(url("tool-question-move", one.pk), {"down": "yes"})
    assert order(Question) == ["2 Two", "1 One"]
    client.post(url("tool-question-copy", one.pk))
    assert order(Question) == ["2 Two", "1 One", "1/2 One"]
    client.post(url("tool-standard-copy", standard.pk))
    copied = ToolStandard.objects.get(title=f"{standard.title} (copy)")
    assert [question.code for question in copied.questions.all()] == ["2/2", "1/3", "1/2/2"]
    assert copied.questions.get(code="2/2").shown_after == copied.questions.get(code="1/3")
    client.post(url("tool-question-remove", one.pk))
    assert [question.code for question in standard.questions.all()] == ["1/2"]


def test_only_a_draft_is_changed(client, helen):
    frozen = ToolStandardFactory(tool__status=ToolStatus.FROZEN)
    question = QuestionFactory(tool_standard=frozen)

    for act in (
        lambda: actions.add_part(ToolStandard(tool=frozen.tool, title="More"), by=helen),
        lambda: actions.copy_part(question, by=helen),
        lambda: actions.move_part(question, up=True, by=helen),
        lambda: actions.remove_part(question, by=helen),
        lambda: actions.take_back_to_draft(frozen.tool, by=helen),
    ):
        with pytest.raises(Refused):
            act()
    assert (Question.objects.count(), ToolStandard.objects.count()) == (1, 1)


def test_a_tool_that_asks_nothing_is_not_ready(helen):
    with pytest.raises(Refused, match="asks no question yet"):
        actions.say_ready(ToolFactory(status=ToolStatus.DRAFT), by=helen)


def test_what_is_ready_is_taken_back_until_someone_is_asked(client, helen):
    tool = QuestionFactory(tool_standard__tool__status=ToolStatus.READY).tool_standard.tool

    client.post(url("tool-draft", tool.pk))

    tool.refresh_from_db()
    assert tool.status == "draft"


def test_standards_of_a_framework_are_taken_over_once(client, helen, standard):
    adopted = StandardFactory(section__framework=FrameworkFactory(adopted=True), outcome="Children are heard.")
    StandardFactory(section__framework=FrameworkFactory(), outcome="Not adopted yet.")
    page = url("tool-take-standards", standard.tool.pk)
    offered = client.get(page).context["form"].fields["standards"].queryset
    assert list(offered) == [adopted]

    for _ in range(2):
        client.post(page, {"standards": [adopted.pk]})

    [taken] = standard.tool.standards.exclude(pk=standard.pk)
    assert (taken.standard, "Children are heard." in taken.title) == (adopted, True)


@pytest.mark.parametrize("count", [1, 30])
def test_a_preview_shows_what_one_agency_is_asked(client, helen, standard, count, django_assert_max_num_queries):
    school, police = (
        AgencyFactory(kind=kind, name=f"Agency {kind}") for kind in (AgencyKind.SCHOOL, AgencyKind.POLICE)
    )
    for number in range(count):
        QuestionFactory(tool_standard=standard, text=f"For all {number}?")
    QuestionFactory(tool_standard=standard, text="For schools alone?", kinds=["school"])

    with django_assert_max_num_queries(12):
        seen = client.get(url("tool-preview", standard.tool.pk), {"agency": school.pk}).text
    assert "For schools alone?" in seen

    seen = client.get(url("tool-preview", standard.tool.pk), {"agency": police.pk}).text
    assert ("For schools alone?" in seen, "For all 0?" in seen) == (False, True)


def test_a_campaign_keeps_its_words(client, helen):
    campaign = CampaignFactory()
    assert "Edit what it asks" not in client.get(campaign.tool.get_absolute_url()).text
