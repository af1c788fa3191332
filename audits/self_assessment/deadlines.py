"""What campaigns are owed: each agency's return, and its answers to what the panel asks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery

from audits.self_assessment.enums import IN_SCRUTINY, Side
from audits.self_assessment.models import AnswerEvidence, AssessmentReturn, Conversation, Delegation, Evidence
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
            what=str(item.campaign),
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


def questions_to_answer(asked: Asked) -> Owed:
    """What the panel asks: of the agency's leads, and of whoever helps with that standard."""
    who = answering(asked)
    waiting = Conversation.objects.filter(
        awaits=Side.AGENCY, thread__closed_at=None, assessment__status__in=IN_SCRUTINY
    )
    helping = Delegation.objects.filter(
        assessment=OuterRef("assessment"), tool_standard=OuterRef("tool_standard"), person__in=who.here
    )
    if asked.person is not None:
        waiting = waiting.filter(Q(assessment__agency__in=who.leads) | Exists(helping))
    same = Q(
        assessment__conversations__in=waiting.values("pk"), tool_standard=F("assessment__conversations__tool_standard")
    )
    helpers = Delegation.objects.filter(same, person__in=who.here)
    asked_of = helpers.values_list("assessment__conversations", "person_id", "assessment__agency")
    found = waiting.select_related("assessment__campaign", "assessment__agency", "tool_standard", "question", "thread")
    return Owed(found, asked_of, read=lambda found, helped: _to_answer(found, helped, who))


def _to_answer(
    found: Iterable[Conversation], helped: Iterable[tuple[int, int, int]], who: Answering
) -> Iterator[Deadline]:
    helping = defaultdict(list)
    for conversation, person, agency in sorted(helped):
        if (agency, person) in who.contributors:
            helping[conversation].append(person)
    for one in found:
        item = one.assessment
        assert one.asked_on is not None
        assert one.answer_by is not None
        about = one.question.code if one.question else one.tool_standard
        yield Deadline(
            key=f"assessment-question:{one.pk}",
            what=f"{item.campaign}: the panel asks about {about}",
            due_on=one.answer_by,
            since=one.asked_on,
            responsible=tuple(dict.fromkeys([*who.leads.get(item.agency_id, ()), *helping[one.pk]])),
            url=one.get_absolute_url(),
            agency=item.agency.name,
            agency_pk=item.agency_id,
        )
