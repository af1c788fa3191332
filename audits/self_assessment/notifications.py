"""What people are told of self-assessments. No answers in a message: they stay behind sign-in."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from audits.self_assessment.models import (
    AcceptedInstead,
    AssessmentReturn,
    BroughtReturn,
    Campaign,
    Conversation,
    Delegation,
    HandingIn,
    Letter,
    PeerChallenge,
)
from board.enums import Role
from board.models import RoleAppointment
from lscb.core import outbox
from lscb.core.models import Message, User
from lscb.core.templatetags.words import long_date


def leads_by_agency(agencies: Iterable[int], *, today: date) -> dict[int, list[User]]:
    """Two queries for any number of agencies."""
    held = RoleAppointment.objects.current(today=today).filter(role=Role.AGENCY_LEAD, agency__in=list(agencies))
    found: dict[int, list[User]] = {}
    for appointment in held.filter(person__is_active=True).select_related("person").order_by("person__name"):
        found.setdefault(appointment.agency_id or 0, []).append(appointment.person)
    return found


def tell_of_opening(campaign: Campaign, returns: list[AssessmentReturn], *, today: date) -> None:
    leads = leads_by_agency([item.agency_id for item in returns], today=today)
    outbox.queue_each(
        outbox.Draft(
            recipient=lead,
            dedupe_key=f"assessment-opened:{item.pk}",
            subject=f"{campaign}: your agency’s return",
            body=(
                f"{campaign} is open. The return of {item.agency} is due on {long_date(item.due_on)}.\n\n"
                f"What you said last time stands beside each question until you confirm or change it.\n\n"
                f"{_address(item)}\n"
            ),
            about=item,
        )
        for item in returns
        for lead in leads.get(item.agency_id, [])
    )


def tell_of_extension(item: AssessmentReturn, *, today: date) -> None:
    _tell_leads(
        item,
        f"assessment-extended:{item.pk}:{item.due_on}",
        f"More time for {item}",
        f"{item} is now due on {long_date(item.due_on)}.",
        today=today,
    )


def tell_of_accepting(accepted: AcceptedInstead, event: int, *, today: date) -> None:
    item = accepted.assessment
    _tell_leads(
        item,
        f"assessment-accepted-instead:{event}",
        f"Nothing more is asked: {item}",
        f"The Board’s office accepted “{accepted.title}” instead of {item}. You need not fill it in.",
        today=today,
    )


def tell_of_asking_after_all(item: AssessmentReturn, event: int, *, today: date) -> None:
    _tell_leads(
        item,
        f"assessment-asked-after-all:{event}",
        f"Asked for after all: {item}",
        f"What was accepted instead of {item} stands no longer. The return is due on {long_date(item.due_on)}.",
        today=today,
    )


def tell_of_waiting_file(brought: BroughtReturn, *, today: date) -> None:
    """The office: a Board to be trusted, or a tool whose questions are to be put beside ours."""
    held = RoleAppointment.objects.current(today=today).filter(role=Role.MANAGER)
    outbox.queue(
        recipients=User.objects.filter(is_active=True, pk__in=held.values("person")),
        dedupe_key=f"brought-file:{brought.pk}",
        subject=f"A return from {brought.board} waits for you",
        body=(
            f"{brought.loaded_by} has a return of {brought.assessment.agency} that was handed in to {brought.board}. "
            f"Before it can be brought in, say whether you trust that Board, or which of its questions is which of "
            f"ours.\n\n{outbox.address(reverse('self-assessment:other-boards'))}\n"
        ),
        about=brought.assessment,
    )


def tell_of_ready_file(brought: BroughtReturn) -> None:
    """Whoever looked at it: the office has said what it was asked."""
    outbox.queue(
        recipients=[brought.loaded_by],
        dedupe_key=f"brought-file-ready:{brought.pk}",
        subject=f"The return to {brought.board} can be brought in",
        body=(
            f"The Board’s office trusts {brought.board} and knows which of its questions is which of ours. Look at the "
            f"answers once more and bring them in here:\n\n{outbox.address(brought.get_absolute_url())}\n"
        ),
        about=brought.assessment,
    )


def tell_of_delegation(delegation: Delegation, event: int, *, by: User) -> None:
    item = delegation.assessment
    outbox.queue(
        recipients=[delegation.person],
        dedupe_key=f"assessment-part:{event}",
        subject=f"A standard asked of you: {item}",
        body=(
            f"{by} asks you to answer “{delegation.tool_standard}” in {item}, due on {long_date(item.due_on)}.\n\n"
            f"{_address(item)}\n"
        ),
        about=item,
    )


def tell_of_submission(handed_in: HandingIn, *, today: date) -> None:
    """A receipt to whoever submitted, and word to the Board's office."""
    item, by = handed_in.assessment, handed_in.submitted_by
    late = ", late" if handed_in.is_late else ""
    outbox.queue(
        recipients=[by],
        dedupe_key=f"receipt:{handed_in.reference}",
        subject=f"Receipt {handed_in.reference}: {item}",
        body=(
            f"{item} was received{late}, signed off by {handed_in.signed_by}, {handed_in.signed_as}.\n\n"
            f"Reference {handed_in.reference}. You can read what you sent here:\n{_address(item)}\n"
        ),
        about=item,
    )
    held = RoleAppointment.objects.current(today=today).filter(role=Role.MANAGER)
    office = User.objects.filter(is_active=True, pk__in=held.values("person")).exclude(pk=by.pk)
    outbox.queue(
        recipients=office,
        dedupe_key=f"assessment-submitted:{handed_in.reference}",
        subject=f"Submitted{late}: {item}",
        body=f"{by} submitted {item}{late}.\n\n{_address(item)}\n",
        about=item,
    )


def tell_of_declining(item: AssessmentReturn, event: int, name: str, *, today: date) -> None:
    _tell_leads(
        item,
        f"assessment-declined:{event}",
        f"Not signed off: {item}",
        f"{name} did not sign {item} off. The reason stands on its page, and it is open again.",
        today=today,
    )


def tell_of_sending_back(item: AssessmentReturn, event: int, *, today: date) -> None:
    _tell_leads(
        item,
        f"assessment-sent-back:{event}",
        f"Sent back: {item}",
        f"{item} was sent back. The reason stands on its page.",
        today=today,
    )


def tell_of_moderation(item: AssessmentReturn, event: int, *, today: date) -> None:
    _tell_leads(
        item,
        f"assessment-moderated:{event}",
        f"Moderated: {item}",
        f"The panel has finished with {item}. What it says stands beside your own answers.",
        today=today,
    )


def tell_of_letter(letter: Letter, *, today: date) -> None:
    item = letter.assessment
    what = "A corrected letter" if letter.is_correction else "Feedback letter"
    leads = leads_by_agency([item.agency_id], today=today).get(item.agency_id, [])
    outbox.queue(
        recipients=leads,
        dedupe_key=f"assessment-letter:{letter.pk}",
        subject=f"{what}: {item}",
        body=f"{what} on {item} was issued. Read it here:\n{outbox.address(letter.get_absolute_url())}\n",
        about=item,
    )


def tell_of_challenge(challenge: PeerChallenge, *, today: date) -> None:
    outbox.queue(
        recipients=leads_by_agency([challenge.agency_id], today=today).get(challenge.agency_id, []),
        dedupe_key=f"assessment-challenge:{challenge.pk}",
        subject=f"Your agency’s view is asked: {challenge.assessment}",
        body=(
            f"{challenge.agency} is asked to read {challenge.assessment} as it was submitted, and to say what it makes "
            f"of each standard.\n\n{outbox.address(challenge.get_absolute_url())}\n"
        ),
        about=challenge.assessment,
    )


def tell_of_question(conversation: Conversation, message: Message, *, today: date) -> None:
    """The panel asked: the agency's leads, and whoever helps with that standard."""
    _tell_of_message(conversation, message, _own_people(conversation, today=today), "The panel asks")


def tell_of_answer(conversation: Conversation, message: Message, *, today: date) -> None:
    """The agency answered: everyone who asked in that conversation."""
    own = {person.pk for person in _own_people(conversation, today=today)}
    asked = User.objects.filter(pk__in=conversation.thread.messages.values("by")).exclude(pk__in=own)
    _tell_of_message(conversation, message, asked, "Answered")


def tell_of_comment(conversation: Conversation, message: Message, *, today: date) -> None:
    """Among an agency's own people."""
    _tell_of_message(conversation, message, _own_people(conversation, today=today), "A comment")


def _own_people(conversation: Conversation, *, today: date) -> list[User]:
    item = conversation.assessment
    leads = leads_by_agency([item.agency_id], today=today).get(item.agency_id, [])
    helping = item.delegations.filter(tool_standard=conversation.tool_standard_id).values("person")
    current = RoleAppointment.objects.current(today=today).filter(agency=item.agency_id).values("person")
    return [*leads, *User.objects.filter(pk__in=helping).filter(pk__in=current)]


def _tell_of_message(conversation: Conversation, message: Message, people: Iterable[User], what: str) -> None:
    """No word of it in the message."""
    about = conversation.question.code if conversation.question else conversation.tool_standard
    outbox.queue(
        recipients=[person for person in people if person.pk != message.by_id],
        dedupe_key=f"assessment-message:{message.pk}",
        subject=f"{what} about {about}: {conversation.assessment}",
        body=(
            f"{message.by} wrote about “{conversation.about}”. Read it and answer here:\n"
            f"{outbox.address(conversation.get_absolute_url())}\n"
        ),
        about=conversation.assessment,
    )


def _tell_leads(item: AssessmentReturn, key: str, subject: str, sentence: str, *, today: date) -> None:
    leads = leads_by_agency([item.agency_id], today=today).get(item.agency_id, [])
    outbox.queue(
        recipients=leads, dedupe_key=key, subject=subject, body=f"{sentence}\n\n{_address(item)}\n", about=item
    )


def _address(item: AssessmentReturn) -> str:
    return outbox.address(item.get_absolute_url())
