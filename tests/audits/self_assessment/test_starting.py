"""The ready Section 11 tool: nine standards, whole, and the same however often it is loaded."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from audits.self_assessment import actions
from audits.self_assessment.actions import starting
from audits.self_assessment.models import Question, Tool
from audits.self_assessment.scales import POINTS, Scale
from board.enums import AgencyKind
from tests.factories.board import AgencyFactory, analyst, manager

READY = starting.read(starting.SECTION_11)
QUESTIONS = [question for standard in READY.standards for question in standard["questions"]]


def points(question):
    return {point.value for point in POINTS.get(Scale(question.get("scale", READY.scale)), ())}


def test_it_has_the_nine_standards_and_some_sixty_questions_for_all_or_for_some():
    assert len(READY.standards) == 9
    assert 60 <= len(QUESTIONS) <= 75
    assert len({question["code"] for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question["text"] for question in QUESTIONS}) == len(QUESTIONS)
    assert {kind for question in QUESTIONS for kind in question.get("kinds", [])} <= set(AgencyKind)
    for kind in (AgencyKind.POLICE, AgencyKind.SCHOOL, AgencyKind.DISTRICT, AgencyKind.VOLUNTARY):
        assert any(question.get("kinds") == [kind] for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["code"])
def test_each_question_says_what_it_stands_on_and_what_each_answer_looks_like(question):
    assert question["guidance"]
    assert question["clause"]
    assert set(question.get("looks_like", {})) <= points(question)
    if question.get("scale", READY.scale) == "met":
        assert set(question["looks_like"]) == points(question)


def test_what_follows_on_follows_an_answer_that_can_be_given():
    by_code = {question["code"]: question for question in QUESTIONS}
    following = [question for question in QUESTIONS if "after" in question]

    assert len(following) >= 3
    for question in following:
        assert set(question["for"]) <= points(by_code[question["after"]])


@pytest.mark.django_db
def test_it_is_loaded_once_and_what_is_here_is_left_alone():
    first, second = StringIO(), StringIO()
    call_command("load_tools", stdout=first)
    Question.objects.filter(code="1.1").update(text="Ours")
    call_command("load_tools", stdout=second)

    assert (first.getvalue(), second.getvalue()) == (
        "Section 11 self-assessment: loaded.\n",
        "Section 11 self-assessment: here already.\n",
    )
    assert Question.objects.count() == len(QUESTIONS)
    assert Question.objects.get(code="1.1").text == "Ours"
    assert Question.objects.get(code="3.3").shown_after.code == "3.2"
    assert {each.checked_on for each in Question.objects.all()} == {date(2026, 11, 28)}


@pytest.mark.django_db
def test_it_is_taken_by_the_manager_in_few_queries(django_assert_max_num_queries):
    with pytest.raises(PermissionDenied):
        actions.take_ready(starting.SECTION_11, by=analyst())
    assert not Tool.objects.exists()

    by = manager()
    with django_assert_max_num_queries(16):
        tool, is_new = actions.take_ready(starting.SECTION_11, by=by)

    assert (tool.status, is_new) == ("ready", True)


@pytest.mark.django_db
def test_a_question_for_a_kind_of_agency_is_for_no_other():
    question = Question(kinds=[AgencyKind.POLICE])

    assert question.is_for(AgencyFactory.build(kind=AgencyKind.POLICE), set())
    assert not question.is_for(AgencyFactory.build(kind=AgencyKind.SCHOOL), set())
    assert not question.is_for(AgencyFactory.build(), set())
