"""Second steps at sign-in: codes from an app, passkeys, and the recovery codes that stand in for them."""

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import models, transaction

from lscb.core import activity, outbox
from lscb.core.exceptions import Refused
from lscb.core.models import User

STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# A code is good for half a minute, and for the half minute on either side of it.
A_CODES_LIFE = 120
IF_NOT_YOU = "If this was not you, change your password now and tell the Board's business manager."


def has_one(user: User) -> bool:
    """Recovery codes alone are none: they only stand in for one that is lost."""
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def having_one() -> models.Exists:
    """For a list of people: whether each has a second step."""
    return models.Exists(Authenticator.objects.filter(user=models.OuterRef("pk"), type__in=STEPS))


def in_words(step: Authenticator) -> str:
    if step.type == Authenticator.Type.WEBAUTHN:
        return f"passkey “{step.wrap().name}”"
    return "codes from an app" if step.type == Authenticator.Type.TOTP else "recovery codes"


def held_by(user: User) -> dict[int, str]:
    """Read with the person's row held, so that two changes at once are told as two."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return {step.pk: in_words(step) for step in Authenticator.objects.filter(user=user).order_by("pk")}


def tell_what_changed(user: User, *, before: dict[int, str], by: User | None) -> None:
    """Log each second step that came or went, and owe the person one message about it."""
    after = held_by(user)
    came = [words for pk, words in after.items() if pk not in before]
    went = [words for pk, words in before.items() if pk not in after and words not in came]
    lines = [activity.record("second_step.added", user, by=by, changes={"added": (None, words)}) for words in came]
    lines += [activity.record("second_step.removed", user, by=by, changes={"removed": (words, None)}) for words in went]
    if lines:
        outbox.queue(
            recipients=[user],
            dedupe_key=f"second-step:{lines[-1].pk}",
            subject="How you sign in was changed",
            body=_letter(user, came, went, by=by),
            about=user,
        )


@transaction.atomic
def remove_all(person: User, *, by: User | None) -> User:
    """For someone who has lost them: signed out everywhere, and in again with the password alone.

    Who may do so is asked by whoever calls.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    before = held_by(person)
    if not before:
        raise Refused(f"{person} has no second step.")
    Authenticator.objects.filter(user=person).delete()
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    tell_what_changed(person, before=before, by=by)
    return person


def is_first_use(user: User, code: str) -> bool:
    """A code from an app opens once, however quickly somebody who saw it types it again."""
    return cache.add(f"second-step:{user.pk}:{''.join(code.split())}", "used", timeout=A_CODES_LIFE)


def _letter(user: User, came: list[str], went: list[str], *, by: User | None) -> str:
    lines = [f"- added: {words}" for words in came] + [f"- removed: {words}" for words in went]
    is_own = by is not None and by.pk == user.pk
    opening = "You changed" if is_own else f"{by or 'Whoever runs this service'} changed"
    closing = (
        IF_NOT_YOU
        if is_own
        else (
            "You are signed out everywhere. Your password is the same; once you are in again, you can set up another."
        )
    )
    return f"Dear {user.name},\n\n{opening} how you sign in:\n\n" + "\n".join(lines) + f"\n\n{closing}\n"
