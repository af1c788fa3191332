"""Member organisations. An agency that leaves is taken out of use; its past stays."""

from board.actions import keeping
from board.models import Agency
from lscb.core import editing
from lscb.core.models import User

TAKEN = "There is an agency of this name already."


def add_agency(agency: Agency, *, by: User) -> Agency:
    return keeping.add(agency, verb="agency.added", by=by, taken=TAKEN)


def change_agency(agency: Agency, edit: editing.Edit, *, by: User) -> Agency:
    return keeping.change(agency, edit, verb="agency.changed", by=by, taken=TAKEN)


def deactivate_agency(agency: Agency, *, by: User) -> Agency:
    return keeping.switch(agency, active=False, verb="agency.deactivated", by=by)


def reactivate_agency(agency: Agency, *, by: User) -> Agency:
    return keeping.switch(agency, active=True, verb="agency.reactivated", by=by)
