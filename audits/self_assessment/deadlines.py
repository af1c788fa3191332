"""What campaigns are owed: each agency's return, until it is handed in."""

from collections.abc import Iterator

from django.db.models import Exists, Max, OuterRef, Q, Subquery

from audits.self_assessment.models import AnswerEvidence, AssessmentReturn, Delegation, Evidence
from audits.self_assessment.shown import WARNED
from board.answering import answering
from lscb.core.deadlines import Asked, Deadline


def open_returns(asked: Asked) -> Iterator[Deadline]:
    """One query beside who answers; whoever helps with it is reminded of it as well."""
    who = answering(asked)
    returns = AssessmentReturn.objects.outstanding().filter(campaign__closed_at=None).for_listing().with_progress()
    if asked.person is not None:
        helping = Delegation.objects.filter(assessment=OuterRef("pk"), person__in=who.here)
        returns = returns.filter(Q(agency__in=who.leads) | Exists(helping))
    for item in returns.prefetch_related("delegations").order_by("campaign__due_on", "agency__name", "pk"):
        helpers = [each.person_id for each in item.delegations.all() if each.person_id in who.here]
        yield Deadline(
            key=f"assessment-return:{item.pk}",
            what=str(item),
            due_on=item.due_on,
            since=item.campaign.opens_on,
            responsible=tuple(dict.fromkeys([*who.leads.get(item.agency_id, ()), *helpers])),
            url=item.get_absolute_url(),
            agency=item.agency.name,
            agency_pk=item.agency_id,
            done=item.answered_count,
            total=item.asked_count,
        )


def evidence_running_out(asked: Asked) -> Iterator[Deadline]:
    """Of what shows an answer still to be handed in, what ends soon or has ended: a later version is wanted."""
    who = answering(asked)
    waiting = AssessmentReturn.objects.outstanding().filter(campaign__closed_at=None)
    beside = AnswerEvidence.objects.of_use().filter(evidence=OuterRef("pk"), answer__assessment__in=waiting)
    ending = beside.filter(until__lte=asked.today + WARNED)  # type: ignore[misc]
    last = ending.order_by().values("evidence").annotate(last=Max("until")).values("last")
    found = Evidence.objects.annotate(until=Subquery(last)).exclude(until=None)
    if asked.person is not None:
        found = found.filter(agency__in=who.leads)
    for evidence in found.select_related("agency").order_by("until", "title", "pk"):
        yield Deadline(
            key=f"assessment-evidence:{evidence.pk}",
            what=f"{evidence}: a later version of what shows an answer",
            due_on=evidence.until,
            since=evidence.until - WARNED,
            responsible=who.leads.get(evidence.agency_id, ()),
            url=evidence.get_absolute_url(),
            agency=evidence.agency.name,
            agency_pk=evidence.agency_id,
        )
