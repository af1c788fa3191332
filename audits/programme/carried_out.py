"""Registry of what carries out an entry beside its audits: campaigns of self-assessment, data sets, whatever may."""

from collections.abc import Callable, Iterable

from audits.programme.models import ProgrammeEntry
from frameworks.carrying_out import CarryingOut
from lscb.core.models import User

Provider = Callable[[ProgrammeEntry, User], Iterable[CarryingOut]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """An app offers what this person may know of."""
    _providers[name] = provider


def carriers_of(entry: ProgrammeEntry, reader: User) -> list[CarryingOut]:
    return [found for provider in _providers.values() for found in provider(entry, reader)]
