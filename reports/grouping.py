"""Indicators under headings: by what they need, by priority, by key question or by the agency that supplies them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reports.needs import grouped_by_need, need_place
from reports.queries.series import Series


class Grouping(StrEnum):
    PRIORITY = "priority"
    QUESTION = "question"
    AGENCY = "agency"

    @property
    def label(self) -> str:
        return {"priority": "Priority", "question": "Key question", "agency": "Agency"}[self]

    @property
    def without(self) -> str:
        """The heading of what has none: agreed though nobody supplies it yet, an indicator has no agency either."""
        return f"No {self.label.lower()}"


@dataclass(frozen=True, slots=True)
class Group:
    """``is_pressing``: shown at once; others are opened by whoever wants them."""

    heading: str
    series: Sequence[Series]
    is_pressing: bool


def grouped(series: Iterable[Series], by: Grouping | None) -> list[Group]:
    """An indicator with two priorities stands under both. In each group what needs the Board's eye comes first."""
    if by is None:
        return [Group(need.label, its, need.is_pressing) for need, its in grouped_by_need(series)]
    found: dict[tuple[bool, int, str], list[Series]] = defaultdict(list)
    for one in series:
        for heading in _headings(one, by) or [(True, 0, by.without)]:
            found[heading].append(one)
    return [Group(heading[2], sorted(found[heading], key=need_place), True) for heading in sorted(found)]


def _headings(one: Series, by: Grouping) -> list[tuple[bool, int, str]]:
    """Each with what puts it in order: what has none is last."""
    indicator = one.indicator
    match by:
        case Grouping.PRIORITY:
            return [(False, aim.number, str(aim)) for aim in indicator.aims]
        case Grouping.QUESTION:
            return [(False, question.number, str(question)) for question in indicator.questions]
        case Grouping.AGENCY:
            return [(False, 0, str(agency)) for agency in indicator.suppliers]
