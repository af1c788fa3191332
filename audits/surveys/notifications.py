"""What people are told of surveys. Each link works once; reminders go to those alone whose link was not used."""

from collections.abc import Iterable

from django.urls import reverse

from audits.surveys.models import Survey, SurveyInvitation
from board.models import Board
from lscb.core import outbox
from lscb.core.letters import ONE_TIME_LINK
from lscb.core.templatetags.words import long_date

PROMISE = (
    "You need no account and give no name. Your answers are kept without the time, without your address, and apart "
    "from this link. What was said is shown only where at least five people said it."
)


def ask_by_link(survey: Survey, invitations: Iterable[SurveyInvitation]) -> None:
    asked = f"{_board()} asks you to answer a survey: {survey.title}."
    _write(survey, invitations, key="asked", subject=f"A survey: {survey.title}", opening=asked)


def remind_by_link(survey: Survey, invitations: Iterable[SurveyInvitation], *, rung: int) -> None:
    asked = f"The survey “{survey.title}” is still open, and your link was not used so far."
    _write(survey, invitations, key=f"reminded:{rung}", subject=f"Still open: {survey.title}", opening=asked)


def ask_members(survey: Survey, invitations: Iterable[SurveyInvitation]) -> None:
    link = outbox.address(reverse("surveys:mine", args=[survey.pk]))
    promise = "Your name is kept with your answers." if survey.is_named else "Your answers are kept without your name."
    outbox.queue_each(
        outbox.Draft(
            recipient=invitation.person,
            dedupe_key=f"survey-opened:{survey.pk}",
            subject=f"Your view is asked: {survey.title}",
            body=f"{survey.title} is open until {long_date(survey.closes_on)}. {promise}\n\n{link}\n",
            about=survey,
        )
        for invitation in invitations
        if invitation.person is not None
    )


def _write(survey: Survey, invitations: Iterable[SurveyInvitation], *, key: str, subject: str, opening: str) -> None:
    """The link stands in no row once it is sent; nor does the address."""
    outbox.write_to(
        outbox.Letter(
            address=invitation.address,
            dedupe_key=f"survey-{key}:{invitation.pk}",
            subject=subject,
            body=(
                f"{opening}\n\nIt is open until {long_date(survey.closes_on)}. {PROMISE}\n\n{ONE_TIME_LINK}\n\n"
                "The page behind the link also lets you stop reminders.\n"
            ),
            one_time_link=outbox.address(reverse("surveys:answer", args=[invitation.token])),
        )
        for invitation in invitations
    )


def _board() -> str:
    return Board.current().name or "The Safeguarding Children Board"
