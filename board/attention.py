"""What waits for the manager among people: messages that did not arrive, invitations that ran
out, files that the virus scanner holds, stored files that are not whole."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from board.models import scope_of
from lscb.core.attention import Waiting
from lscb.core.models import FileFault, Invitation, Notification, StoredFile, User

A_SCAN_TAKES = timedelta(minutes=10)


def waiting(user: User, today: date) -> Iterator[Waiting]:
    if not scope_of(user).is_manager:
        return
    undelivered = Notification.objects.undelivered()
    yield Waiting("message not delivered,messages not delivered", undelivered, reverse("board:messages-undelivered"))
    invited = Invitation.objects.filter(user=OuterRef("pk"))
    lapsed = User.objects.filter(Exists(invited), is_active=True, joined_at=None)
    lapsed = lapsed.exclude(Exists(invited.usable(now=timezone.now())))
    yield Waiting("invitation has run out,invitations have run out", lapsed, reverse("board:person-list"))
    held = StoredFile.objects.held_by_scanner().filter(stored_at__lt=timezone.now() - A_SCAN_TAKES)
    yield Waiting(
        "file held by the virus scanner,files held by the virus scanner", held, reverse("board:files-not-whole")
    )
    faulty = FileFault.objects.all()
    yield Waiting("stored file is not whole,stored files are not whole", faulty, reverse("board:files-not-whole"))
