"""Fill an empty database with the demonstration Board, and say how to sign in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from board.enums import Role
from demo.load import load
from demo.people import PASSWORD, SIGN_INS
from lscb.core.exceptions import Refused
from lscb.core.models import User


class Command(BaseCommand):
    help = "Fill an empty database with an invented Board. A second time changes nothing."

    def handle(self, *_args, **_options):
        if not settings.IS_DEMO:
            raise CommandError(
                "This would put invented people and figures into the database. "
                "If that is what you want, set LSCB_DEMO=1."
            )
        try:
            load(today=timezone.localdate())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(sign_ins())


def sign_ins() -> str:
    """One person of each role, as a table."""
    names = dict(User.objects.filter(email__in=SIGN_INS.values()).values_list("email", "name"))
    rows = [(Role(role).label, names.get(email, ""), email) for role, email in SIGN_INS.items()]
    lines = [f"{role:<20} {name:<18} {email}" for role, name, email in rows]
    return "\n".join([f"Sign in as any of these; everyone’s password is: {PASSWORD}", "", *lines])
