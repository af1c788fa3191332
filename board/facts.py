"""What other apps know about an agency, a meeting or a group: each offers its lines, and the page shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from board.models import Agency, Group, Meeting
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Fact:
    """A line on an agency's page, with the page that proves it."""

    label: str
    value: str
    url: str = ""


Provider = Callable[[Agency, User], Iterable[Fact]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """``provider(agency, reader)`` yields what this reader may know, in a fixed number of queries."""
    _providers[name] = provider


def facts_about(agency: Agency, *, reader: User) -> list[Fact]:
    return [fact for provider in _providers.values() for fact in provider(agency, reader)]


OfMeeting = Callable[[Meeting, User], Iterable[Fact]]
_of_meetings: dict[str, OfMeeting] = {}


def register_of_meetings(name: str, provider: OfMeeting) -> None:
    _of_meetings[name] = provider


def facts_about_meeting(meeting: Meeting, *, reader: User) -> list[Fact]:
    return [fact for provider in _of_meetings.values() for fact in provider(meeting, reader)]


OfGroup = Callable[[Group, User], Iterable[Fact]]
_of_groups: dict[str, OfGroup] = {}


def register_of_groups(name: str, provider: OfGroup) -> None:
    _of_groups[name] = provider


def facts_about_group(group: Group, *, reader: User) -> list[Fact]:
    return [fact for provider in _of_groups.values() for fact in provider(group, reader)]
