"""What the parts of the demonstration hang from, by short name."""

from dataclasses import dataclass

from board.enums import Role
from board.models import Agency, Group, KeyQuestion, Priority
from demo.calendar import Calendar
from demo.people import PEOPLE, SIGN_INS
from lscb.core.models import User


@dataclass(frozen=True)
class World:
    """The Board as it was loaded."""

    calendar: Calendar
    agencies: dict[str, Agency]
    groups: dict[str, Group]
    people: dict[str, User]
    priorities: list[Priority]
    key_questions: list[KeyQuestion]

    @property
    def manager(self) -> User:
        return self.people[SIGN_INS["manager"]]

    @property
    def analyst(self) -> User:
        return self.people[SIGN_INS["analyst"]]

    def lead_of(self, agency: Agency) -> User:
        """The first of the agency's leads who still works there."""
        short_name = agency.short_name
        return next(
            self.people[person.email]
            for person in PEOPLE
            if not person.has_left and (Role.AGENCY_LEAD, short_name) in person.held
        )
