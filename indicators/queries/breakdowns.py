"""The ways in which an indicator is broken down, each with its groups. One query."""

from dataclasses import dataclass, field

from indicators.enums import Breakdown
from indicators.models import Indicator


@dataclass(slots=True)
class Broken:
    """One breakdown of a whole."""

    name: str
    is_added_up: bool
    parts: list[Indicator] = field(default_factory=list)

    @property
    def words(self) -> str:
        return words_of(self.name)


def words_of(name: str) -> str:
    """By agency, by locality, by age band."""
    return f"By {name}" if name else str(Breakdown.NONE.label)


def breakdowns_of(whole: Indicator) -> list[Broken]:
    found: dict[str, Broken] = {}
    for part in whole.parts.kept_parts().select_related("supplier").order_by("pk"):
        name = part.breakdown_name
        found.setdefault(name, Broken(name, whole.added_up_by == name)).parts.append(part)
    return list(found.values())
