"""Handing a return in: checked, signed off, frozen, receipted. Sent twice, it is handed in once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import Answer, AnswerEvidence, AssessmentReturn, AssessmentReturnQuerySet, HandingIn
from audits.self_assessment.permissions import can_submit
from audits.self_assessment.rules import Said, missing_in
from audits.self_assessment.shown import Shown
from board.permissions import require
from improvement.actions import Wanted, keep_wanted
from lscb.core import activity, uploads
from lscb.core.exceptions import Refused
from lscb.core.forms import DateField
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Signature:
    """The senior officer who stands for it, and what they signed, where it was on paper."""

    name: str
    post: str
    day: date
    paper: uploads.Checked | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    answer: Answer
    sentences: list[str]


class NotReady(Refused):
    """Something is missing, wrong or not confirmed."""

    def __init__(self, found: list[Missing]) -> None:
        super().__init__("This return was not submitted: there is still something to put right.")
        self.found = found


def answers_of(item: AssessmentReturn) -> list[Answer]:
    """What is asked of the agency, in order."""
    return list(item.answers.filter(is_asked=True).in_order())


def missing(answers: list[Answer], *, today: date) -> list[Missing]:
    found = ((answer, missing_in(_said(answer, today=today))) for answer in answers)
    return [Missing(answer, sentences) for answer, sentences in found if sentences]


@transaction.atomic
def submit(returns: AssessmentReturnQuerySet, pk: int, signature: Signature, *, by: User, today: date) -> HandingIn:
    """Hand it in, once: whoever asks again while it stands is given the receipt there is."""
    item = returns.lock(pk)
    require(can_submit(by, item))
    if item.status == ReturnStatus.SUBMITTED:
        return item.handed_in.latest("number")
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    return hand_in(item, whole_answers(item, today=today), signature, by=by, today=today)


def whole_answers(item: AssessmentReturn, *, today: date) -> list[Answer]:
    """What is asked of the agency, with nothing missing; or a refusal that says what is."""
    answers = answers_of(item)
    if found := missing(answers, today=today):
        raise NotReady(found)
    return answers


def hand_in(item: AssessmentReturn, answers: list[Answer], signature: Signature, *, by: User, today: date) -> HandingIn:
    """Freeze, stamp and receipt a locked return."""
    item.move_to(ReturnStatus.SUBMITTED)
    item.first_submitted_on = item.first_submitted_on or today
    item.submitted_at, item.submitted_by = timezone.now(), by
    item.save(update_fields=["status", "first_submitted_on", "submitted_at", "submitted_by"])
    number = item.handed_in.count() + 1
    handed_in = HandingIn.objects.create(
        assessment=item,
        number=number,
        reference=f"SA-{item.campaign.opens_on.year}-{item.pk:04}-{number}",
        submitted_at=item.submitted_at,
        submitted_by=by,
        is_late=item.is_late(today=today),
        signed_by=signature.name,
        signed_as=signature.post,
        signed_on=signature.day,
        signed_paper=uploads.keep(signature.paper, by=by) if signature.paper else None,
        content=_contents(answers),
    )
    activity.record("assessment.submitted", item, by=by, changes={"signed_by": ("", signature.name)})
    keep_wanted(f"assessment-return:{item.pk}", item.agency, actions_in(item, answers), by=by, today=today)
    notifications.tell_of_submission(handed_in, today=today)
    return handed_in


def actions_in(item: AssessmentReturn, answers: list[Answer]) -> list[Wanted]:
    """What the agency says it will do, of each answer that asks for it."""
    return [
        Wanted(
            key=f"assessment-answer:{answer.pk}",
            what=answer.action_what.strip()[:5_000],
            measure=answer.action_measure.strip()[:5_000],
            owner_words=answer.action_owner.strip()[:200],
            due_on=due_on,
            source=f"{item.campaign}, question {answer.question.code}",
            source_url=item.get_absolute_url(),
        )
        for answer in answers
        if answer.needs_an_action and (due_on := day_in(answer.action_due))
    ]


def _said(answer: Answer, *, today: date) -> Said:
    question = answer.question
    shown = answer.shown if question.needs_evidence else Shown()
    return Said(
        scale=question.scale,
        value=answer.value,
        not_applicable=answer.not_applicable,
        why=answer.why,
        is_required=question.is_required,
        is_confirmed=answer.is_confirmed,
        needs_an_action=answer.needs_an_action,
        action=(answer.action_what, answer.action_owner, answer.action_due, answer.action_measure),
        action_due=day_in(answer.action_due),
        needs_evidence=question.needs_evidence,
        has_evidence=shown.counts(today=today),
        evidence_expired_on=shown.expired_on(today=today),
    )


def day_in(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return DateField(required=False).clean(text.strip())
    except ValidationError:
        return None


def _contents(answers: list[Answer]) -> list[dict[str, Any]]:
    """Each answer with what stood beside it that day. Three queries for the evidence of all."""
    links = AnswerEvidence.objects.filter(answer__in=answers).select_related("evidence")
    beside = defaultdict(list)
    for link in links.prefetch_related("evidence__versions__file").order_by("evidence__title", "pk"):
        latest = link.evidence.latest
        what = latest.file.sha256 if latest.file else latest.link
        beside[link.answer_id].append({"title": link.evidence.title, "version": latest.number, "what": what})
    return [content_of(answer, beside[answer.pk]) for answer in answers]


def content_of(answer: Answer, evidence: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    question, point = answer.question, answer.point
    return {
        "answer": answer.pk,
        "version": answer.version,
        "standard": question.tool_standard.title,
        "code": question.code,
        "question": question.text,
        "scale": question.scale,
        "value": answer.value,
        "words": "Not applicable" if answer.not_applicable else point.label if point else answer.value,
        "why": answer.why,
        "evidence": list(evidence),
        "action": {
            "what": answer.action_what,
            "owner": answer.action_owner,
            "due": answer.action_due,
            "measure": answer.action_measure,
        }
        if answer.needs_an_action
        else None,
    }
