"""The panel asks and the agency answers; an agency's people comment among themselves. Nothing said is taken away."""

from datetime import date

from django.db import transaction

from audits.self_assessment import notifications
from audits.self_assessment.actions.scrutiny import begin_scrutiny, for_the_panel
from audits.self_assessment.enums import IN_SCRUTINY
from audits.self_assessment.models import AssessmentReturn, Conversation, Question, ToolStandard
from audits.self_assessment.permissions import can_answer, can_judge
from board.permissions import require
from lscb.core import activity, threads
from lscb.core.exceptions import Refused
from lscb.core.models import Message, User
from lscb.core.working_days import add_working_days

Subject = tuple[ToolStandard, Question | None]
ANSWERED_IN = 10  # working days, where the panel names no day
PAST = "Enter a day for the answer that is still to come."


@transaction.atomic
def ask_agency(
    item: AssessmentReturn, about: Subject, text: str, *, by: User, today: date, answer_by: date | None = None
) -> Conversation:
    """The panel asks about a standard or a question, by a day; the agency's leads and helpers are told."""
    item = for_the_panel(item, by=by)
    if item.status not in IN_SCRUTINY:
        raise Refused("The panel can ask while a return is handed in and not yet moderated.")
    begin_scrutiny(item, by=by)
    conversation, message = _said_about(item, about, text, is_internal=False, by=by, today=today, answer_by=answer_by)
    activity.record("assessment.asked", item, by=by, changes={conversation.about: (None, message.text)})
    notifications.tell_of_question(conversation, message, today=today)
    return conversation


@transaction.atomic
def comment(item: AssessmentReturn, about: Subject, text: str, *, by: User, today: date) -> Conversation:
    """Among an agency's leads and whoever helps with that standard. The panel and the office never see it."""
    item = AssessmentReturn.objects.lock(item.pk)
    require(can_answer(by, item, about[0].pk))
    conversation, message = _said_about(item, about, text, is_internal=True, by=by, today=today)
    notifications.tell_of_comment(conversation, message, today=today)
    return conversation


@transaction.atomic
def reply(conversation: Conversation, text: str, *, by: User, today: date, answer_by: date | None = None) -> Message:
    """Say something more. Whoever answers for the agency speaks for it; the other side is told."""
    item = AssessmentReturn.objects.lock(conversation.assessment_id)
    conversation = _held(conversation)
    speaks_for_it = can_answer(by, item, conversation.tool_standard_id)
    if conversation.is_internal:
        require(speaks_for_it)
        message = threads.say(conversation.thread, text, by=by)
        notifications.tell_of_comment(conversation, message, today=today)
        return message
    require(speaks_for_it or can_judge(by, item.campaign))
    if item.status not in IN_SCRUTINY:
        raise Refused("This return is not under scrutiny now, so nothing was added to the conversation.")
    message = threads.say(conversation.thread, text, by=by)
    if speaks_for_it:
        conversation.await_panel()
    else:
        conversation.await_agency(asked_on=today, answer_by=_day_of_answer(answer_by, today=today))
    conversation.save(update_fields=["awaits", "asked_on", "answer_by"])
    verb = "assessment.answered" if speaks_for_it else "assessment.asked"
    activity.record(verb, item, by=by, changes={conversation.about: (None, message.text)})
    tell = notifications.tell_of_answer if speaks_for_it else notifications.tell_of_question
    tell(conversation, message, today=today)
    return message


@transaction.atomic
def close_conversation(conversation: Conversation, *, by: User) -> None:
    """The panel has its answer. Closed twice, the first closing stands."""
    item = for_the_panel(conversation.assessment, by=by)
    conversation = _held(conversation)
    if conversation.is_internal:
        raise Refused("An agency’s own comments are not the panel’s to close.")
    threads.close_thread(conversation.thread, by=by)
    activity.record("assessment.answer_taken", item, by=by, changes={"about": ("", conversation.about)})


def _said_about(
    item: AssessmentReturn,
    about: Subject,
    text: str,
    *,
    is_internal: bool,
    by: User,
    today: date,
    answer_by: date | None = None,
) -> tuple[Conversation, Message]:
    """In the conversation there is about it, or in a new one. The return is locked."""
    standard, question = about
    known = Conversation.objects.select_related("thread", "tool_standard", "question")
    conversation = known.filter(
        assessment=item, tool_standard=standard, question=question, is_internal=is_internal
    ).first()
    subject = f"{question.code if question else standard.title}: {item}"[:200]
    message = threads.ask(conversation.thread if conversation else None, subject, text, by=by)
    if conversation is None:
        conversation = Conversation(
            assessment=item,
            tool_standard=standard,
            question=question,
            is_internal=is_internal,
            thread=message.thread,
        )
    if not is_internal:
        conversation.await_agency(asked_on=today, answer_by=_day_of_answer(answer_by, today=today))
    conversation.save()
    return conversation, message


def _day_of_answer(answer_by: date | None, *, today: date) -> date:
    if answer_by is not None and answer_by < today:
        raise Refused(PAST)
    return answer_by or add_working_days(today, ANSWERED_IN)


def _held(conversation: Conversation) -> Conversation:
    found = Conversation.objects.select_for_update(no_key=True, of=("self",))
    return found.select_related("thread", "tool_standard", "question", "assessment__agency").get(pk=conversation.pk)
