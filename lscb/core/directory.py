"""Signing in through the council's directory: bound by an invitation, or by the person once signed in."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, models, transaction

from lscb.core import activity, invitations, outbox
from lscb.core.exceptions import Refused
from lscb.core.models import User

NAME = "directory"
IF_NOT_YOU = "If this was not you, tell the Board's business manager now."
TAKEN = "This sign-in belongs to somebody here already."


def name() -> str:
    """What the button says; empty where no directory is set."""
    return settings.DIRECTORY_NAME


def is_bound(user: User) -> bool:
    return SocialAccount.objects.filter(user=user).exists()


def being_bound() -> models.Exists:
    """For a list of people: whether each may come in through the directory."""
    return models.Exists(SocialAccount.objects.filter(user=models.OuterRef("pk")))


@transaction.atomic
def join(token: str, account: SocialAccount, *, now: datetime) -> User:
    """An invitation opened in this browser, and the directory's word: the account is that person's from now on."""
    found = invitations.find(token)
    standing = invitations.standing(found, now=now)
    if found is None or standing is not invitations.Standing.OPEN:
        raise Refused(standing.value)
    user = invitations.accept(found, password=None, now=now)
    _bind(user, account)
    return user


@transaction.atomic
def connect(user: User, account: SocialAccount) -> None:
    _bind(User.objects.select_for_update(no_key=True).get(pk=user.pk), account)


@transaction.atomic
def remove(user: User, *, by: User) -> None:
    """Who may do so is asked by whoever calls; a person keeps a way in, so they need a password first."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by.pk == user.pk and not user.has_usable_password():
        raise Refused("Choose a password first: without one you could not come in any more.")
    removed, _by_model = SocialAccount.objects.filter(user=user).delete()
    if removed:
        _tell(user, "directory.removed", "can no longer be used to sign in as you", by=by)


def _bind(user: User, account: SocialAccount) -> None:
    if is_bound(user):
        raise Refused("You have connected a sign-in already. Remove that one first.")
    account.user = user
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise Refused(TAKEN) from error
    _tell(user, "directory.connected", "can now be used to sign in as you", by=user)


def _tell(user: User, verb: str, what: str, *, by: User) -> None:
    event = activity.record(verb, user, by=by)
    outbox.queue(
        recipients=[user],
        dedupe_key=f"directory:{event.pk}",
        subject="How you sign in was changed",
        body=f"Dear {user.name},\n\nThe sign-in of {name()} {what}.\n\n{IF_NOT_YOU}\n",
        about=user,
    )
