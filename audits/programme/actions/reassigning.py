"""Someone leaves: what they led goes to another."""

from collections.abc import Iterable

from django.db import transaction

from audits.programme.models import Audit, ProgrammeEntry
from audits.programme.permissions import can_edit_programme
from board.actions import keeping
from board.permissions import require
from lscb.core import activity
from lscb.core.models import User


@transaction.atomic
def give_to(left: Iterable[ProgrammeEntry | Audit], lead: User, *, by: User) -> None:
    """Entries and audits, in one act; each keeps in its log who led it before."""
    require(can_edit_programme(by))
    for one in left:
        held = keeping.locked(one)
        before = held.lead
        held.lead = lead
        held.save(update_fields=["lead"])
        verb = "entry.changed" if isinstance(held, ProgrammeEntry) else "audit.changed"
        activity.record(verb, held, by=by, changes={"lead": (before, lead)})
