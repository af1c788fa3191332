"""Text past its period: what would go, and letting it go by a logged act that leaves the activity log's chain whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lscb.core import activity, erasing
from lscb.core.exceptions import Refused
from lscb.core.locks import is_only_one
from lscb.core.models import RetentionRun, User
from lscb.core.verifying import RETENTION, erased_digest

Act = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Kind:
    """``count`` says how many are from before a moment; ``erase`` erases them and says how many they were."""

    name: str
    label: str
    count: Act
    erase: Act


KINDS = (
    Kind("messages", "Texts of messages that were sent", erasing.count_messages, erasing.erase_messages),
    Kind("invitations", "Invitations that ended", erasing.count_invitations, erasing.erase_invitations),
    Kind("files", "Files that belong to nothing", erasing.count_files, erasing.erase_files),
    Kind("mail", "Messages in the mail folder", erasing.count_mail, erasing.erase_mail),
)
DETAILS = "details"
DETAILS_LABEL = "Before and after in the activity log"
LABELS = {DETAILS: DETAILS_LABEL} | {kind.name: kind.label for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Due:
    """How much of one kind is from before its day."""

    name: str
    before: datetime
    count: int

    @property
    def label(self) -> str:
        return LABELS[self.name]


def what_would_go(before: Mapping[str, datetime]) -> list[Due]:
    """``before`` holds for each kind the moment up to which it goes. Nothing is changed."""
    details = Due(DETAILS, before[DETAILS], erasing.old_details(before[DETAILS]).count())
    return [details, *(Due(kind.name, before[kind.name], kind.count(before[kind.name])) for kind in KINDS)]


@transaction.atomic
def apply(before: Mapping[str, datetime], *, by: User | None, now: datetime) -> RetentionRun | None:
    """Erase it all, or all of it stays. Nothing, and no line, where there is nothing to erase."""
    if not is_only_one("retention"):
        raise Refused("Text is being erased at this moment. Look again in a minute.")
    counts = {kind.name: kind.erase(before[kind.name]) for kind in KINDS}
    details = erasing.old_details(before[DETAILS])
    counts = {DETAILS: details.count(), **counts}
    if not any(counts.values()):
        return None
    run = RetentionRun.objects.create(at=now, by=by, counts=counts)
    erasing.erase_details(details, run)
    changes = {name: (None, count) for name, count in counts.items() if count}
    activity.record(RETENTION, run, by=by, changes={**changes, "erased_lines": (None, erased_digest(run))})
    return run
