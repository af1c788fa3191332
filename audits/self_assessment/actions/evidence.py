"""Evidence: brought once, put beside answers, renewed; every version stays."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.models import Answer, AnswerEvidence, AnswerQuerySet, Evidence, EvidenceVersion
from audits.self_assessment.permissions import can_answer, can_renew
from board.actions import keeping
from board.permissions import require
from lscb.core import activity, uploads
from lscb.core.exceptions import Refused
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was looked through, or a link; its date, and until when it is good."""

    dated_on: date
    expires_on: date | None = None
    file: uploads.Checked | None = None
    link: str = ""


@transaction.atomic
def bring_evidence(
    answers: AnswerQuerySet, pk: int, *, title: str, note: str, given: Given, by: User, today: date
) -> Evidence:
    """Something new, beside an answer of those visible to whoever brings it."""
    answer = _open_answer(answers, pk, by=by, today=today)
    evidence = Evidence.objects.create(
        agency=answer.assessment.agency, title=title, note=note, added_by=by, added_at=timezone.now()
    )
    _keep(evidence, 1, given, by=by)
    AnswerEvidence.objects.create(answer=answer, evidence=evidence)
    activity.record("evidence.added", evidence, by=by, changes={"title": ("", title)})
    _log(answer, set(), {evidence.title}, by=by)
    return evidence


@transaction.atomic
def put_beside(answers: AnswerQuerySet, pk: int, evidence: Collection[Evidence], *, by: User, today: date) -> Answer:
    """Exactly these stand beside the answer; all are of its agency."""
    answer = _open_answer(answers, pk, by=by, today=today)
    if any(one.agency_id != answer.assessment.agency_id for one in evidence):
        raise Refused("Choose from your own agency’s evidence.")
    there = {link.evidence_id: link for link in answer.shown_by.select_related("evidence")}
    wanted = {one.pk: one for one in evidence}
    new = [AnswerEvidence(answer=answer, evidence=one) for key, one in wanted.items() if key not in there]
    gone = [link for key, link in there.items() if key not in wanted]
    AnswerEvidence.objects.bulk_create(new)
    AnswerEvidence.objects.filter(pk__in=[link.pk for link in gone]).delete()
    before, after = {link.evidence.title for link in there.values()}, {one.title for one in wanted.values()}
    if new or gone:
        _log(answer, before, after, by=by)
    return answer


@transaction.atomic
def renew(evidence: Evidence, given: Given, *, by: User) -> EvidenceVersion:
    """A later version; the ones before it stay."""
    evidence = keeping.locked(evidence)
    require(can_renew(by, evidence))
    version = _keep(evidence, evidence.versions.count() + 1, given, by=by)
    activity.record("evidence.renewed", evidence, by=by, changes={"version": (version.number - 1, version.number)})
    return version


def bring_along(answers: Iterable[Answer]) -> None:
    """What stood beside last round’s answers stands beside this round’s. Two queries."""
    coming = {answer.brought_from_id: answer for answer in answers if answer.brought_from_id}
    links = AnswerEvidence.objects.filter(answer__in=list(coming))
    AnswerEvidence.objects.bulk_create(
        (AnswerEvidence(answer=coming[link.answer_id], evidence_id=link.evidence_id) for link in links),
        batch_size=2_000,
    )


def _open_answer(answers: AnswerQuerySet, pk: int, *, by: User, today: date) -> Answer:
    answer = answers.lock(pk)
    require(can_answer(by, answer.assessment, answer.question.tool_standard_id))
    if reason := why_closed(answer.assessment, today=today):
        raise Refused(reason)
    return answer


def _keep(evidence: Evidence, number: int, given: Given, *, by: User) -> EvidenceVersion:
    return EvidenceVersion.objects.create(
        evidence=evidence,
        number=number,
        file=uploads.keep(given.file, by=by) if given.file else None,
        link=given.link,
        dated_on=given.dated_on,
        expires_on=given.expires_on,
        kept_at=timezone.now(),
        kept_by=by,
    )


def _log(answer: Answer, before: set[str], after: set[str], *, by: User) -> None:
    changes = {answer.question.code: ("; ".join(sorted(before)), "; ".join(sorted(after)))}
    activity.record("assessment.evidenced", answer.assessment, by=by, changes=changes)
