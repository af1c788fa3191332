"""What an indicator is tied to, and its data gap where it has one, for those who may read it. Two queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Value
from django.urls import reverse

from board.models import Group, KeyQuestion, Priority
from frameworks.models import Framework, Standard
from indicators.enums import UNDER_DISCUSSION
from indicators.models import Gap, Indicator
from lscb.core.models import User

SHORT = 120


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing it is tied to, and where that is read."""

    words: str
    url: str = ""


def ties_of(indicator: Indicator, user: User) -> dict[str, list[Tie]]:
    """By what is said of them, in the order of a definition; nothing that this person could not open."""
    found: dict[str, list[tuple[int, Tie]]] = defaultdict(list)
    for kind, pk, place, code, words in _rows(indicator, user):
        found[kind].append((place, _tie(kind, pk, place, code, words)))
    ordered = {kind: sorted(ties, key=lambda one: (one[0], one[1].words)) for kind, ties in found.items()}
    return {words: [tie for _, tie in ordered[kind]] for kind, words in _KINDS.items() if kind in ordered}


def gap_of(indicator: Indicator) -> Gap | None:
    """Whoever may read the indicator reads its gap."""
    return Gap.objects.open().filter(indicator=indicator).select_related("task_group", "owner").first()


_KINDS = {
    "priority": "Priorities",
    "question": "Key questions",
    "standard": "Standards it helps to show",
    "owner": "Watched by",
    "parent": "Part of",
    "similar": "Similar to",
    "replaces": "Replaces",
    "replaced": "Replaced by",
}


def _rows(indicator: Indicator, user: User) -> Iterable[tuple[str, int, int, str, str]]:
    seen = Indicator.objects.visible_to(user).exclude(status__in=UNDER_DISCUSSION).order_by()
    standards = Standard.objects.filter(section__framework__in=Framework.objects.visible_to(user)).order_by()
    others = {"similar": seen.filter(similar_to=indicator), "replaced": seen.filter(replaces=indicator)}
    if indicator.parent_id:
        others["parent"] = seen.filter(pk=indicator.parent_id)
    if indicator.replaces_id:
        others["replaces"] = seen.filter(pk=indicator.replaces_id)
    owner = Group.objects.filter(pk__in=[indicator.owner_group_id]).order_by()
    priorities = Priority.objects.filter(indicators=indicator).order_by()
    return priorities.values_list(Value("priority"), "pk", "number", Value(""), "title").union(
        KeyQuestion.objects.filter(indicators=indicator)
        .order_by()
        .values_list(Value("question"), "pk", "number", Value(""), "text"),
        standards.filter(indicators=indicator).values_list(
            Value("standard"), "pk", F("section__framework"), "code", "outcome"
        ),
        *([owner.values_list(Value("owner"), "pk", Value(0), Value(""), "name")] if indicator.owner_group_id else []),
        *(each.values_list(Value(kind), "pk", Value(0), "code", "title") for kind, each in others.items()),
        all=True,
    )


def _tie(kind: str, pk: int, place: int, code: str, words: str) -> Tie:
    match kind:
        case "priority" | "question":
            return Tie(f"{place}. {words}")
        case "owner":
            return Tie(words)
        case "standard":
            short = words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"
            return Tie(
                f"{code} {short}".strip(), f"{reverse('frameworks:framework-detail', args=[place])}#standard-{pk}"
            )
        case _:
            return Tie(f"{code} {words}", reverse("reports:indicator", args=[pk]))
