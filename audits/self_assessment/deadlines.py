"""What campaigns are owed: each agency's return, until it is handed in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, Subquery

from audits.self_assessment.models import AnswerEvidence, AssessmentReturn, Delegation, Evidence
from audits.self_assessment.shown import WARNED
from board.answering import Answering, answering
from lscb.core.deadlines import Asked, Deadline, Owed


def open_returns(asked: Asked) -> Owed:
    """Whoever helps with a return is reminded of it as well."""
    who = answering(asked)
    returns = AssessmentReturn.objects.outstanding().filter(campaign__closed_at=None)
    if asked.person is not None:
        helping = Delegation.objects.filter(assessment=OuterRef("pk"), person__in=who.here)
        returns = returns.filter(Q(agency__in=who.leads) | Exists(helping))
    helpers = Delegation.objects.filter(assessment__in=returns.values("pk"), person__in=who.here)
    asked_of = helpers.values_list("assessment_id", "person_id")
    return Owed(returns.for_listing().with_progress(), asked_of, read=lambda found, helped: _owed(found, helped, who))


def _owed(returns: Iterable[AssessmentReturn], helped: Iterable[tuple[int, int]], who: Answering) -> Iterator[Deadline]:
    helping = defaultdict(list)
    for assessment, person in sorted(helped):
        helping[assessment].append(person)
    for item in returns:
        yield Deadline(
            key=f"assessment-return:{item.pk}",
            what=str(item),
            due_on=item.due_on,
            since=item.campaign.opens_on,
            responsible=tuple(dict.fromkeys([*who.leads.get(item.agency_id, ()), *helping[item.pk]])),
            url=item.get_absolute_url(),
            agency=item.agency.name,
            agency_pk=item.agency_id,
            done=item.answered_count,
            total=item.asked_count,
        )


def evidence_running_out(asked: Asked) -> Owed:
    """Of what shows an answer still to be handed in, what ends soon or has ended: a later version is wanted."""
    who = answering(asked)
    waiting = AssessmentReturn.objects.outstanding().filter(campaign__closed_at=None)
    beside = AnswerEvidence.objects.of_use().filter(evidence=OuterRef("pk"), answer__assessment__in=waiting)
    ending = beside.filter(until__lte=asked.today + WARNED)  # type: ignore[misc]
    last = ending.order_by().values("evidence").annotate(last=Max("until")).values("last")
    found = Evidence.objects.annotate(until=Subquery(last)).exclude(until=None)
    if asked.person is not None:
        found = found.filter(agency__in=who.leads)
    return Owed(found.select_related("agency"), read=lambda ending: _running_out(ending, who))


def _running_out(ending: Iterable[Any], who: Answering) -> Iterator[Deadline]:
    for evidence in ending:
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
