"""Surveys and their questions while they are drafts; dates while they are open."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from audits.surveys.models import Survey, SurveyQuestion
from audits.surveys.permissions import can_keep_surveys
from board.actions import keeping
from board.permissions import require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "This survey was saved a moment ago"
STANDS = "People are answering this survey, or have: what it asks stands."
COPIED = ("audience", "introduction", "has_open_link", "is_named")


def begin(survey: Survey, *, by: User) -> Survey:
    require(can_keep_surveys(by))
    return keeping.add(survey, verb="survey.added", by=by, taken=TAKEN)


@transaction.atomic
def change(survey: Survey, edit: editing.Edit, *, by: User) -> Survey:
    """A closed one stands; of an open one the form offers no more than its words around the questions and its end."""
    require(can_keep_surveys(by))
    survey = keeping.locked(survey)
    if survey.is_closed:
        raise Refused("This survey is closed, so it stands as it is.")
    changed = keeping.change(survey, edit, verb="survey.changed", by=by, taken=TAKEN)
    stray = changed.questions.exclude(asks_about=None).exclude(
        asks_about__tool_standard__tool__campaigns=changed.campaign
    )
    stray.update(asks_about=None)
    return changed


@transaction.atomic
def copy(survey: Survey, *, by: User, today: date) -> Survey:
    """A draft that asks the same: next year's. What it is held against is chosen anew."""
    require(can_keep_surveys(by))
    fields = {name: getattr(survey, name) for name in COPIED}
    made = Survey(title=survey.title, opens_on=today, closes_on=today + timedelta(days=28), **fields)
    keeping.add(made, verb="survey.added", by=by, taken=TAKEN)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=made, position=one.position, text=one.text, scale=one.scale)
        for one in survey.questions.all()
    )
    return made


@transaction.atomic
def add_question(question: SurveyQuestion, *, by: User) -> SurveyQuestion:
    survey = _draft(question.survey, by=by)
    last = survey.questions.aggregate(last=Max("position"))["last"]
    question.position = 0 if last is None else last + 1
    question.save()
    activity.record("survey.question_added", survey, by=by, changes={"question": ("", question.text)})
    return question


@transaction.atomic
def change_question(question: SurveyQuestion, edit: editing.Edit, *, by: User) -> SurveyQuestion:
    survey = _draft(question.survey, by=by)
    question = keeping.locked(question)
    changes = editing.merge(question, edit)
    if changes:
        question.save(update_fields=list(changes))
        for about in (survey, question):
            activity.record("survey.question_changed", about, by=by, changes=changes)
    return question


@transaction.atomic
def move_question(question: SurveyQuestion, *, up: bool, by: User) -> None:
    """One place up or down; at the end it stays."""
    survey = _draft(question.survey, by=by)
    questions = list(survey.questions.all())
    here = questions.index(question)
    there = here - 1 if up else here + 1
    if 0 <= there < len(questions):
        questions[here], questions[there] = questions[there], questions[here]
        for position, one in enumerate(questions):
            one.position = position
        SurveyQuestion.objects.bulk_update(questions, ["position"])
        activity.record("survey.question_moved", survey, by=by)


@transaction.atomic
def remove_question(question: SurveyQuestion, *, by: User) -> None:
    survey = _draft(question.survey, by=by)
    activity.record("survey.question_removed", survey, by=by, changes={"question": (question.text, "")})
    question.delete()


def _draft(survey: Survey, *, by: User) -> Survey:
    require(can_keep_surveys(by))
    survey = keeping.locked(survey)
    if not survey.is_draft:
        raise Refused(STANDS)
    return survey
