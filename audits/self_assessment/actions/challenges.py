"""Peer challenge: another agency is named, sees the submitted return, and says what it makes of each standard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.actions.scrutiny import for_the_panel
from audits.self_assessment.enums import IN_SCRUTINY
from audits.self_assessment.models import AssessmentReturn, PeerChallenge, PeerView, ToolStandard
from audits.self_assessment.permissions import can_challenge
from audits.self_assessment.queries import last_views
from board.models import Agency
from board.permissions import require
from lscb.core import activity
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Written:
    """``seen``: the key of the view that its writer had read; nothing where there was none."""

    text: str
    seen: int


@transaction.atomic
def name_challenger(item: AssessmentReturn, agency: Agency, *, by: User, today: date) -> PeerChallenge:
    """Named twice, it is named once."""
    item = for_the_panel(item, by=by)
    if not item.campaign.has_challengers:
        raise Refused("This campaign has no peer challenge. The office can have it, on the campaign’s page.")
    if item.status not in IN_SCRUTINY:
        raise Refused("A challenger is named once a return is handed in, and before it is moderated.")
    if agency == item.agency:
        raise Refused("An agency does not challenge its own return.")
    there = item.challenges.filter(agency=agency, ended_at=None).first()
    if there is not None:
        return there
    challenge = PeerChallenge.objects.create(assessment=item, agency=agency, named_at=timezone.now(), named_by=by)
    activity.record("assessment.challenger_named", item, by=by, changes={"agency": (None, str(agency))})
    notifications.tell_of_challenge(challenge, today=today)
    return challenge


@transaction.atomic
def end_challenge(challenge: PeerChallenge, *, by: User) -> None:
    """The agency sees the return no longer; what it said stays."""
    item = for_the_panel(challenge.assessment, by=by)
    challenge = PeerChallenge.objects.select_for_update(no_key=True, of=("self",)).get(pk=challenge.pk)
    if challenge.ended_at is None:
        challenge.ended_at, challenge.ended_by = timezone.now(), by
        challenge.save(update_fields=["ended_at", "ended_by"])
        activity.record("assessment.challenger_ended", item, by=by, changes={"agency": (str(challenge.agency), None)})


@transaction.atomic
def write_views(challenge: PeerChallenge, written: Mapping[ToolStandard, Written], *, by: User) -> list[PeerView]:
    """What is new or other than the last; a colleague's word meanwhile is not written over unseen."""
    item = AssessmentReturn.objects.lock(challenge.assessment_id)
    challenge = PeerChallenge.objects.get(pk=challenge.pk)
    require(can_challenge(by, challenge))
    if item.status not in IN_SCRUTINY:
        raise Refused("The moderation is finished, so nothing was added to what your agency said.")
    last, now = last_views(PeerView.objects.filter(challenge=challenge)), timezone.now()
    kept = []
    for standard, one in written.items():
        before = last.get((challenge.pk, standard.pk))
        if one.text.strip() == (before.text if before else ""):
            continue
        if before and before.pk != one.seen:
            raise Conflict(f"{before.written_by} wrote on “{standard}” meanwhile. Read it above; then save yours.")
        if not one.text.strip():
            raise Refused(f"What was said on “{standard}” is not taken away. Write what you say now.")
        kept.append(
            PeerView.objects.create(
                challenge=challenge, tool_standard=standard, text=one.text.strip(), written_at=now, written_by=by
            )
        )
    if kept:
        names = ", ".join(str(view.tool_standard) for view in kept)
        activity.record("assessment.challenged", item, by=by, changes={"standards": (None, names)})
    return kept
