"""An answer taken. No line is logged, no time is kept, and nothing leads from a link to what it gave."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from audits.surveys.models import Remark, Response, Survey, SurveyInvitation, SurveyQuestion
from board.models import Agency
from lscb.core.exceptions import Refused

USED = "This link was used already: your answers are with the Board. Nothing more is needed."
CLOSED = "This survey is closed. Nothing more is taken."
NOT_YET = "This survey is not open yet."


@dataclass(frozen=True, slots=True)
class Said:
    """What one person answered. ``once``: the page's own number, so that a page sent twice is one answer."""

    once: int
    marks: dict[str, str]
    remarks: dict[SurveyQuestion, str]
    agency: Agency | None = None
    role_group: str = ""


@transaction.atomic
def answer(survey: Survey, said: Said, *, invitation: SurveyInvitation | None, today: date) -> None:
    """The survey first, so that nothing comes in after its closing; then the link, so that it is used once."""
    survey = Survey.objects.lock(survey.pk)
    if reason := why_not(survey, today=today):
        raise Refused(reason)
    person = None
    if invitation is not None:
        used = SurveyInvitation.objects.select_for_update(no_key=True).filter(pk=invitation.pk, is_used=False)
        found = used.first()
        if found is None:
            raise Refused(USED)
        person = found.person if survey.is_named else None
        used.update(is_used=True)
    _made, is_new = Response.objects.get_or_create(
        pk=said.once,
        defaults={
            "survey": survey,
            "agency": said.agency,
            "role_group": said.role_group,
            "person": person,
            "marks": said.marks,
        },
    )
    if is_new:
        Remark.objects.bulk_create(Remark(question=one, text=text) for one, text in said.remarks.items())


def why_not(survey: Survey, *, today: date) -> str:
    """What a person is told of a survey that takes no answer today; nothing while it does."""
    if survey.takes_answers(today=today):
        return ""
    return NOT_YET if survey.is_draft or (survey.is_open and today < survey.opens_on) else CLOSED


def stop_reminders(invitation: SurveyInvitation) -> None:
    """Asked for by the person. No line is logged: it is theirs to ask."""
    SurveyInvitation.objects.filter(pk=invitation.pk).update(is_stopped=True)
