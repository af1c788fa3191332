"""What a person is to be at, for their own calendar."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q

from board.enums import GroupKind
from board.models import Meeting, Membership, scope_of
from lscb.core.feeds import Dated
from lscb.core.models import User


def meetings_of(user: User, today: date) -> Iterator[Dated]:
    """Meetings of the groups they sit on; the Board's own for those who read for it. Two queries."""
    scope = scope_of(user)
    if not scope.has_a_role:
        return
    seat = Exists(Membership.objects.filter(group=OuterRef("group"), person=user))
    theirs = Q(seat)
    if scope.reads_for_the_board:
        theirs |= Q(group__kind=GroupKind.BOARD)
    for meeting in Meeting.objects.from_day(today).filter(theirs).select_related("group"):
        yield Dated(
            key=f"meeting:{meeting.pk}",
            what=str(meeting.group),
            on=meeting.held_on,
            url=meeting.get_absolute_url(),
            starts_at=meeting.starts_at,
            place=meeting.place,
        )
