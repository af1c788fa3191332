"""Sign-off by a link: asked for, signed, declined or taken back. The answers stand meanwhile."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.actions.editable import why_closed
from audits.self_assessment.actions.submission import Signature, hand_in, whole_answers
from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.models import AssessmentReturn, HandingIn, SigningRequest
from audits.self_assessment.permissions import can_submit
from board.permissions import require
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

LIFETIME = timedelta(days=21)
NOT_GOOD = "This link is not good any more: it was used, taken back, or is older than three weeks."


@transaction.atomic
def ask_to_sign(item: AssessmentReturn, name: str, post: str, *, by: User, today: date) -> str:
    """A link for one senior officer, once; the answers stand until it is used or taken back. The link's token."""
    item = AssessmentReturn.objects.lock(item.pk)
    require(can_submit(by, item))
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    whole_answers(item, today=today)
    _move(item, ReturnStatus.SIGN_OFF)
    token, now = SigningRequest.new_token(), timezone.now()
    SigningRequest.objects.create(
        assessment=item,
        name=name,
        post=post,
        token_digest=SigningRequest.digest(token),
        asked_at=now,
        asked_by=by,
        expires_at=now + LIFETIME,
    )
    activity.record("assessment.signing_asked", item, by=by, changes={"signed_by": ("", f"{name}, {post}")})
    return token


def find_signing(token: str, *, now: datetime) -> SigningRequest | None:
    """The request that a link belongs to while it is good."""
    good = SigningRequest.objects.filter(answered_at=None, withdrawn_at=None, expires_at__gt=now)
    found = good.filter(token_digest=SigningRequest.digest(token), assessment__status=ReturnStatus.SIGN_OFF)
    return found.select_related("assessment__campaign__tool", "assessment__agency", "asked_by").first()


@transaction.atomic
def sign(token: str, *, today: date) -> HandingIn:
    """The officer stands for it: it is handed in, in the name of whoever asked."""
    request, item = _held(token)
    signature = Signature(request.name, request.post, today)
    request.answered_at = timezone.now()
    request.save(update_fields=["answered_at"])
    answers = whole_answers(item, today=timezone.localdate(request.asked_at))  # as whole as when it was put to them
    return hand_in(item, answers, signature, by=request.asked_by, today=today)


@transaction.atomic
def decline(token: str, *, because: str, today: date) -> AssessmentReturn:
    """The officer does not stand for it: it is open again, and the leads learn why."""
    request, item = _held(token)
    if not because.strip():
        raise Refused("Say what has to change before you sign.")
    request.answered_at, request.declined_because = timezone.now(), because.strip()
    request.save(update_fields=["answered_at", "declined_because"])
    _move(item, ReturnStatus.OPEN)
    changes = {"declined_because": ("", because.strip())}
    event = activity.record("assessment.signing_declined", item, by=None, changes=changes)
    notifications.tell_of_declining(item, event.pk, request.name, today=today)
    return item


@transaction.atomic
def take_back_from_signing(item: AssessmentReturn, *, by: User) -> AssessmentReturn:
    """Open again for the agency; the link that was given out is dead."""
    item = AssessmentReturn.objects.lock(item.pk)
    require(can_submit(by, item))
    _move(item, ReturnStatus.OPEN)
    open_requests = SigningRequest.objects.filter(assessment=item, answered_at=None, withdrawn_at=None)
    open_requests.update(withdrawn_at=timezone.now())
    activity.record("assessment.signing_withdrawn", item, by=by)
    return item


def _held(token: str) -> tuple[SigningRequest, AssessmentReturn]:
    """The return first, then its request as it is now: a link used twice at once is used once."""
    found = find_signing(token, now=timezone.now())
    if found is None:
        raise Refused(NOT_GOOD)
    item = AssessmentReturn.objects.lock(found.assessment_id)
    again = find_signing(token, now=timezone.now())
    if again is None:
        raise Refused(NOT_GOOD)
    return again, item


def _move(item: AssessmentReturn, target: ReturnStatus) -> None:
    item.move_to(target)
    item.save(update_fields=["status"])
