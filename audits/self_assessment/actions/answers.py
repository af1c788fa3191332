"""Filling in a return: every word is kept, each version of an answer is kept, nobody overwrites a colleague."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.models import Answer, AnswerQuerySet, AnswerRevision, AssessmentReturn
from audits.self_assessment.permissions import can_answer
from board.permissions import require
from lscb.core import activity
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import ActivityEvent, User

SESSION = timedelta(minutes=30)
TEXTS = ("value", "not_applicable", "why", "action_what", "action_owner", "action_due", "action_measure")


class AnswerConflict(Conflict):
    """Someone else saved this answer first. Carries it as it is now."""

    def __init__(self, theirs: Answer) -> None:
        super().__init__("Someone else saved this answer first.")
        self.theirs = theirs


@transaction.atomic
def save_answer(
    answers: AnswerQuerySet,
    pk: int,
    said: Mapping[str, Any],
    *,
    version: int,
    by: User,
    today: date,
    confirms: bool = False,
) -> Answer:
    """Keep one answer over the version its writer had before them. The same words again change nothing.

    ``answers`` are those visible to the writer. Last round's word is confirmed by saying so, or by changing it.
    """
    answer = answers.lock(pk)
    item = answer.assessment
    require(can_answer(by, item, answer.question.tool_standard_id))
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    changed = {name: value for name, value in said.items() if getattr(answer, name) != value}
    is_confirmed = answer.is_confirmed or confirms or bool(changed)
    if not changed and is_confirmed == answer.is_confirmed:
        return answer
    if answer.version != version:
        raise AnswerConflict(answer)
    for name, value in changed.items():
        setattr(answer, name, value)
    answer.is_confirmed = is_confirmed
    keep_answer(answer, by=by)
    if "value" in changed or "not_applicable" in changed:
        ask_what_follows(answer)
    log_editing(item, by=by)
    return answer


@transaction.atomic
def confirm_standard(item: AssessmentReturn, tool_standard: int, *, by: User, today: date) -> int:
    """Last round's answers of one standard still hold: how many were confirmed."""
    item = AssessmentReturn.objects.lock(item.pk)
    require(can_answer(by, item, tool_standard))
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    waiting = Answer.objects.filter(
        assessment=item, question__tool_standard=tool_standard, is_confirmed=False, is_asked=True
    )
    found = list(waiting.select_related("question"))
    for answer in found:
        answer.is_confirmed = True
        keep_answer(answer, by=by)
    if found:
        activity.record("assessment.confirmed", item, by=by)
    return len(found)


def log_editing(item: AssessmentReturn, *, by: User) -> None:
    """One line for each person's spell of work."""
    label, since = AssessmentReturn._meta.label_lower, timezone.now() - SESSION
    recent = ActivityEvent.objects.filter(
        verb="assessment.edited", object_type=label, object_id=item.pk, by=by, at__gte=since
    )
    if not recent.exists():
        activity.record("assessment.edited", item, by=by)


def keep_answer(answer: Answer, *, by: User) -> None:
    answer.version += 1
    answer.saved_at, answer.saved_by = timezone.now(), by
    answer.save(update_fields=[*TEXTS, "is_confirmed", "version", "saved_at", "saved_by"])
    AnswerRevision.objects.create(
        answer=answer,
        version=answer.version,
        texts={name: getattr(answer, name) for name in TEXTS},
        saved_at=answer.saved_at,
        saved_by=by,
    )


def ask_what_follows(answer: Answer) -> None:
    """Follow-on questions come and go with the answer before them; what was said of one that goes is kept."""
    if not answer.calls_for_more:
        return
    follow_ons = Answer.objects.filter(
        assessment=answer.assessment_id, question__shown_after=answer.question_id
    ).select_related("question")
    for each in follow_ons:
        is_asked = not answer.not_applicable and answer.value in each.question.shown_for
        if each.is_asked != is_asked:
            each.is_asked = is_asked
            each.save(update_fields=["is_asked"])
