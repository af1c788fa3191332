"""Campaigns: opened in one act, each agency with last round's answers beside its questions."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.actions.bringing_forward import last_answers, lineage_of
from audits.self_assessment.actions.evidence import bring_along
from audits.self_assessment.actions.tools import freeze
from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.models import Answer, AssessmentReturn, Campaign, Question
from audits.self_assessment.permissions import can_run_campaigns
from board.actions import keeping
from board.models import Agency
from board.permissions import require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "There is a campaign of this title that opens on that day already"
BATCH = 2_000


@transaction.atomic
def open_campaign(campaign: Campaign, agencies: Collection[Agency], *, by: User, today: date) -> Campaign:
    """Ask each agency, once: a return each, an answer for each question that is for it, one message a lead."""
    require(can_run_campaigns(by))
    tool = keeping.locked(campaign.tool)
    if tool.status not in {ToolStatus.READY, ToolStatus.FROZEN}:
        raise Refused(f"{tool} is a draft. Say that it is ready before you ask with it.")
    if not agencies:
        raise Refused("Choose at least one agency to ask.")
    questions = list(Question.objects.filter(tool_standard__tool=tool).prefetch_related("agencies"))
    if not questions:
        raise Refused(f"{tool} asks no question yet.")
    freeze(tool)
    campaign.opened_at, campaign.opened_by = timezone.now(), by
    with editing.one_of_a_kind(TAKEN):
        campaign.save()
    returns = _make_returns(campaign, agencies, questions)
    activity.record("campaign.opened", campaign, by=by, changes={"due_on": (None, campaign.due_on)})
    activity.record_each("assessment.opened", returns, by=by)
    notifications.tell_of_opening(campaign, returns, today=today)
    return campaign


def _make_returns(
    campaign: Campaign, agencies: Collection[Agency], questions: list[Question]
) -> list[AssessmentReturn]:
    lineage = lineage_of(campaign.tool)
    last = last_answers(lineage, agencies)
    returns = AssessmentReturn.objects.bulk_create(
        (
            AssessmentReturn(campaign=campaign, agency=agency, brought_from=last.returns.get(agency.pk))
            for agency in agencies
        ),
        batch_size=BATCH,
    )
    named = {question.pk: {agency.pk for agency in question.agencies.all()} for question in questions}
    answers = Answer.objects.bulk_create(
        (
            last.bring(item, question)
            for item in returns
            for question in questions
            if question.is_for(item.agency, named[question.pk])
        ),
        batch_size=BATCH,
    )
    bring_along(answers)
    return returns


def change_campaign(campaign: Campaign, edit: editing.Edit, *, by: User) -> Campaign:
    """Its dates, its group, its meeting; reminders follow by themselves."""
    require(can_run_campaigns(by))
    return keeping.change(campaign, edit, verb="campaign.changed", by=by, taken=TAKEN)


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: User) -> Campaign:
    """No more is taken. Closed twice, the first closing stands."""
    require(can_run_campaigns(by))
    campaign = keeping.locked(campaign)
    if campaign.closed_at is None:
        campaign.closed_at, campaign.closed_by = timezone.now(), by
        campaign.save(update_fields=["closed_at", "closed_by"])
        activity.record("campaign.closed", campaign, by=by)
    return campaign


@transaction.atomic
def extend(item: AssessmentReturn, *, to: date, because: str, by: User, today: date) -> AssessmentReturn:
    """More time for one agency, with the reason; its reminders follow."""
    require(can_run_campaigns(by))
    item = AssessmentReturn.objects.lock(item.pk)
    if item.is_handed_in:
        raise Refused(f"{item.agency} has handed its return in already.")
    if item.is_accepted:
        raise Refused(f"Something else was accepted from {item.agency}, so nothing is due.")
    if to <= item.campaign.due_on or to < today:
        raise Refused("Enter a day that is still to come and later than the campaign’s own.")
    if not because.strip():
        raise Refused("Say why this agency is given more time.")
    before = item.extended_to
    item.extended_to, item.extended_because = to, because.strip()
    item.save(update_fields=["extended_to", "extended_because"])
    activity.record("assessment.extended", item, by=by, changes={"extended_to": (before, to)})
    notifications.tell_of_extension(item, today=today)
    return item
