"""How a Board starts: someone at the machine makes the person who invites all others."""

from datetime import date, datetime

from django.db import transaction

from board.enums import Role
from board.models import RoleAppointment
from lscb.core import activity, invitations
from lscb.core.models import User


@transaction.atomic
def appoint_manager(email: str, name: str, *, today: date, now: datetime) -> tuple[User, str]:
    """A business manager with an account to come into, and the token of their invitation."""
    person = User.objects.create_user(email=email, name=name)
    activity.record("person.added", person, by=None)
    appointment = RoleAppointment.objects.create(person=person, role=Role.MANAGER, starts_on=today)
    activity.record("appointment.added", person, by=None, changes={"role": (None, str(appointment))})
    return person, invitations.invite(person, by=None, now=now)
