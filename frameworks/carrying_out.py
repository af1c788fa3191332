"""Registry of what carries out a framework's monitoring: entries of the audit programme, and whatever else may."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from frameworks.models import MonitoringActivity
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class CarryingOut:
    what: str
    kind: str
    state: str
    url: str


Provider = Callable[[MonitoringActivity, User], Iterable[CarryingOut]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """An app offers what this person may know of."""
    _providers[name] = provider


def carried_out_by(activity: MonitoringActivity, reader: User) -> list[CarryingOut]:
    return [found for provider in _providers.values() for found in provider(activity, reader)]
