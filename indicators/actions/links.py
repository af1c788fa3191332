"""Leading from one indicator to others, and saying what should follow."""

from django.db import transaction
from django.utils import timezone

from board.actions import keeping
from board.permissions import require
from indicators.models import Hypothesis, Indicator, LookAt
from indicators.permissions import can_keep_library
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

LINKED = "These two are linked already."
SUPPOSED = "There is a hypothesis of these two already. Withdraw it first."
ITSELF = "An indicator does not lead to itself. Choose another."
OTHERWISE = "{} and {} are not collected for the same periods, so neither can be held against the other."


@transaction.atomic
def link_indicators(indicator: Indicator, other: Indicator, *, why: str, by: User) -> LookAt:
    require(can_keep_library(by))
    if indicator == other:
        raise Refused(ITSELF)
    with editing.one_of_a_kind(LINKED):
        link = LookAt.objects.create(indicator=indicator, other=other, why=why)
    activity.record("indicator.linked", indicator, by=by, changes={"look at": ("", str(other)), "why": ("", why)})
    return link


@transaction.atomic
def unlink_indicators(link: LookAt, *, by: User) -> None:
    require(can_keep_library(by))
    link = keeping.locked(link)
    activity.record("indicator.unlinked", link.indicator, by=by, changes={"look at": (str(link.other), "")})
    link.delete()


@transaction.atomic
def suppose(said: Hypothesis, *, by: User) -> Hypothesis:
    """What should follow from what, and why one thinks so."""
    require(can_keep_library(by))
    leading, following = said.leading, said.following
    if leading == following:
        raise Refused(ITSELF)
    if (leading.frequency, leading.year_kind) != (following.frequency, following.year_kind):
        raise Refused(OTHERWISE.format(leading.code, following.code))
    said.made_at, said.made_by = timezone.now(), by
    with editing.one_of_a_kind(SUPPOSED):
        said.save()
    activity.record(
        "indicator.supposed", leading, by=by, changes={"hypothesis": ("", str(said)), "why": ("", said.why)}
    )
    return said


@transaction.atomic
def withdraw(said: Hypothesis, *, by: User) -> Hypothesis:
    require(can_keep_library(by))
    said = keeping.locked(said)
    if said.withdrawn_at is not None:
        raise Refused("This hypothesis is withdrawn already.")
    said.withdrawn_at, said.withdrawn_by = timezone.now(), by
    said.save(update_fields=["withdrawn_at", "withdrawn_by"])
    activity.record("indicator.supposed_no_more", said.leading, by=by, changes={"hypothesis": (str(said), "")})
    return said
