"""One of everything, and one person of each role: what the permission matrix is tried on."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler

from board.enums import Role
from lscb.core.models import User
from tests.factories.board import AgencyFactory, GroupFactory, MeetingFactory, person_with
from tests.factories.core import UserFactory


@dataclass
class World:
    """Each app's matrix module may add what it needs under ``things``."""

    people: dict[str, User | None]
    agency: Any
    other_agency: Any
    group: Any
    meeting: Any
    things: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def client_of(self, role: str, **options: bool) -> Client:
        """A browser in which this person has signed in; signing in anew for each question is dear."""
        client = Client(**options)
        client.handler = self.handler  # whose middleware is put together once
        if self.people[role] is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


def build_world() -> World:
    agency, other_agency, group = AgencyFactory(), AgencyFactory(), GroupFactory()
    people: dict[str, User | None] = {
        "anonymous": None,
        "nobody": UserFactory(),
        "manager": person_with(Role.MANAGER),
        "analyst": person_with(Role.ANALYST),
        "agency_lead": person_with(Role.AGENCY_LEAD, agency=agency),
        "other_lead": person_with(Role.AGENCY_LEAD, agency=other_agency),
        "contributor": person_with(Role.AGENCY_CONTRIBUTOR, agency=agency),
        "board_member": person_with(Role.BOARD_MEMBER),
        "group_chair": person_with(Role.GROUP_CHAIR, group=group),
        "chair": person_with(Role.INDEPENDENT_CHAIR),
        "inspector": person_with(Role.INSPECTOR),
    }
    sessions = {role: signed_in(person) for role, person in people.items() if person is not None}
    return World(people, agency, other_agency, group, MeetingFactory(), sessions=sessions)


def signed_in(person: User) -> str:
    client = Client()
    client.force_login(person, backend="lscb.core.signin.ActivePeopleBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value
