"""The way in: a link for one person, once, for two weeks."""

from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lscb.core import activity, identity, letters, outbox
from lscb.core.exceptions import Refused
from lscb.core.models import Invitation, User

LIFETIME = timedelta(days=14)


class Standing(Enum):
    """What can be said of a link; the value is said to whoever followed it."""

    OPEN = ""
    UNKNOWN = "This is not the whole link. Open it from the message again, or copy all of it."
    ACCEPTED = "It was used already. If that was you, sign in."
    REPLACED = "A newer invitation took its place. Use the link in the latest message."
    EXPIRED = "It was good for two weeks, and they are over."
    CLOSED = "The account it was for is closed."


@transaction.atomic
def invite(user: User, *, by: User | None, now: datetime) -> str:
    """Owe a link that lets the person choose a password; earlier links stop working. The link's token.

    Who may invite is asked by whoever calls. Only the message holds the token, until it is sent; we keep its digest.
    """
    if not user.is_active:
        raise Refused(f"{user} is deactivated. Reactivate the account first.")
    if user.joined_at:
        raise Refused(f"{user} has joined already, and can choose a new password at the sign-in page.")
    is_again = user.invitations.exists()
    user.invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = Invitation.new_token()
    invitation = Invitation.objects.create(
        user=user,
        token_digest=Invitation.digest(token),
        invited_by=by,
        invited_at=now,
        expires_at=now + LIFETIME,
    )
    activity.record("person.invited_again" if is_again else "person.invited", user, by=by)
    outbox.queue(
        recipients=[user],
        dedupe_key=f"invitation:{invitation.pk}",
        subject=f"Your account with {identity.current().name}",
        body=_letter(user, by=by, expires_at=invitation.expires_at),
        about=user,
        one_time_link=link(token),
    )
    return token


def link(token: str) -> str:
    return outbox.address(reverse("invitation", args=[token]))


def find(token: str) -> Invitation | None:
    return Invitation.objects.for_token(token).select_related("user").first()


def standing(invitation: Invitation | None, *, now: datetime) -> Standing:
    if invitation is None:
        return Standing.UNKNOWN
    if not invitation.user.is_active:
        return Standing.CLOSED
    if invitation.accepted_at or invitation.user.joined_at:
        return Standing.ACCEPTED
    if invitation.withdrawn_at:
        return Standing.REPLACED
    return Standing.EXPIRED if invitation.expires_at <= now else Standing.OPEN


@transaction.atomic
def accept(invitation: Invitation, *, password: str | None, now: datetime) -> User:
    """The password is set and the link is spent, however often the form arrives. None: they come by the directory."""
    user = User.objects.select_for_update(no_key=True).get(pk=invitation.user_id)
    invitation = (
        Invitation.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=invitation.pk)
    )
    found = standing(invitation, now=now)
    if found is not Standing.OPEN:
        raise Refused(found.value)
    user.set_password(password)
    user.joined_at = now
    user.save(update_fields=["password", "joined_at"])
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    activity.record("person.joined", user, by=user)
    return user


def _letter(user: User, *, by: User | None, expires_at: datetime) -> str:
    opening = f"{by} has given you an account" if by else "You have been given an account"
    last_day = timezone.localtime(expires_at)
    return (
        f"Dear {user.name},\n\n"
        f"{opening} with {identity.current().name}. Follow this link to choose a password and come in:\n\n"
        f"{letters.ONE_TIME_LINK}\n\n"
        f"It works once, until {last_day:%H:%M on %A} {last_day.day} {last_day:%B %Y}. After that, ask for another.\n"
    )
