"""What waits for the manager among people: messages that did not arrive, invitations that ran
out, stored files that are not whole."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from board.models import scope_of
from lscb.core.attention import Waiting
from lscb.core.models import FileFault, Invitation, Notification, User


def waiting(user: User, today: date) -> Iterator[Waiting]:
    if not scope_of(user).is_manager:
        return
    undelivered = Notification.objects.undelivered()
    yield Waiting("message not delivered,messages not delivered", undelivered, reverse("board:messages-undelivered"))
    invited = Invitation.objects.filter(user=OuterRef("pk"))
    lapsed = User.objects.filter(Exists(invited), is_active=True, joined_at=None)
    lapsed = lapsed.exclude(Exists(invited.usable(now=timezone.now())))
    yield Waiting("invitation has run out,invitations have run out", lapsed, reverse("board:person-list"))
    faulty = FileFault.objects.all()
    yield Waiting("stored file is not whole,stored files are not whole", faulty, reverse("board:files-not-whole"))
