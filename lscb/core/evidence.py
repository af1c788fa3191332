"""Registry of evidence: what shows that a standard, activity or key question is answered, and how fresh it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that answers something: ``answers`` names it ("key-question:3"), ``dated_on`` tells how fresh."""

    answers: str
    what: str
    kind: str
    dated_on: date
    url: str
    agencies: tuple[int, ...] = ()


Provider = Callable[[], Iterable[Evidence]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    _providers[name] = provider


def evidence_for(*answers: str) -> list[Evidence]:
    """Everything that answers any of these, freshest first."""
    wanted = set(answers)
    found = [item for provider in _providers.values() for item in provider() if item.answers in wanted]
    return sorted(found, key=lambda item: (item.dated_on, item.what), reverse=True)
