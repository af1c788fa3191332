"""For the last manager who has lost theirs: ``manage.py remove_second_step EMAIL``. All others ask the manager."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lscb.core import second_steps
from lscb.core.exceptions import Refused
from lscb.core.models import User


class Command(BaseCommand):
    help = "Remove a person's second steps at sign-in; they are signed out everywhere, and told."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is None:
            raise CommandError("Nobody who can sign in has this address.")
        try:
            second_steps.remove_all(person, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person} now signs in with the password alone, and is told by mail.")
