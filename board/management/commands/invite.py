"""The first business manager: ``manage.py invite EMAIL [--name NAME]``. All others are invited in the browser."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from board.actions.first_manager import appoint_manager
from lscb.core import invitations
from lscb.core.exceptions import Refused
from lscb.core.models import User


class Command(BaseCommand):
    help = "Invite a business manager and print the link that lets them choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        email = email.strip()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError("Give an e-mail address such as name@example.org.uk") from error
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            name = " ".join(name.split()) or email.partition("@")[0].replace(".", " ").title()
            person, token = appoint_manager(email, name, today=timezone.localdate(), now=timezone.now())
            self.stdout.write(f"{person} is invited as business manager.")
        else:
            token = self._again(person)
            self.stdout.write(f"{person} has been invited before. Earlier links no longer work.")
        self.stdout.write(f"Open this within two weeks:\n{invitations.link(token)}")

    def _again(self, person: User) -> str:
        try:
            return invitations.invite(person, by=None, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
