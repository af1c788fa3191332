"""Frameworks: drafts to the Board's own staff, what was put out to everyone with a role; kept by the manager."""

from typing import Any

from tests.factories.frameworks import ActivityFactory, CompletionFactory, FrameworkFactory
from tests.policy.matrix.board import MANAGER, UNKNOWN_TO_NOBODY, WITH_A_ROLE
from tests.policy.matrix.rows import EVERYONE, OFFICERS, Maker, Row, nothing

UNKNOWN_TO_MOST = dict.fromkeys(EVERYONE - OFFICERS, 404)
COMPLETERS = MANAGER | {"group_chair"}


def furnish(world: Any) -> None:
    """A draft, and an adopted one whose activity the world's own group leads."""
    draft = ActivityFactory(standard__section__framework=FrameworkFactory(title="A draft of standards"))
    # Once done while it was a draft yet, which only the office knows of.
    earlier = CompletionFactory(activity=ActivityFactory(standard=draft.standard), shown_by="Tried out on one school")
    adopted = ActivityFactory(
        standard__section__framework__adopted=True, lead_group=world.group, came_from=earlier.activity
    )
    world.things |= {
        "draft_activity": draft,
        "draft_standard": draft.standard,
        "draft_section": draft.standard.section,
        "draft_framework": draft.standard.section.framework,
        "adopted_activity": adopted,
        "adopted_framework": adopted.standard.section.framework,
        "completion": CompletionFactory(activity=adopted),
        "completion_in_draft": earlier,
    }


def of(thing: str) -> Maker:
    return lambda world: {"pk": world.things[thing].pk}


def both_ways(name: str, thing: str, sent: dict[str, str], ok: int = 200) -> list[Row]:
    """The form and what it sends, by the manager; of a draft, for most there is no such thing."""
    exceptions = UNKNOWN_TO_MOST if thing.startswith("draft") else UNKNOWN_TO_NOBODY
    return [
        Row(f"frameworks:{name}", MANAGER, arguments=of(thing), exceptions=exceptions),
        Row(
            f"frameworks:{name}",
            MANAGER,
            method="post",
            arguments=of(thing),
            data=(lambda _: sent) if sent else nothing,
            ok=ok,
            exceptions=exceptions,
        ),
    ]


def moved(kind: str) -> Row:
    return Row(
        f"frameworks:{kind}-move",
        MANAGER,
        method="post",
        arguments=of(f"draft_{kind}"),
        ok=302,
        exceptions=UNKNOWN_TO_MOST,
    )


ROWS: list[Row] = [
    Row(
        "frameworks:home",
        WITH_A_ROLE,
        secret=lambda world: world.things["draft_framework"].title,
        secret_for=OFFICERS,
    ),
    Row("frameworks:framework-add", MANAGER),
    Row("frameworks:framework-add", MANAGER, method="post", ok=200),
    Row("frameworks:framework-detail", WITH_A_ROLE, arguments=of("adopted_framework"), refused=404),
    *both_ways("framework-change", "adopted_framework", {"title": ""}),
    *both_ways("framework-move", "draft_framework", {"status": ""}),
    *both_ways("framework-discard", "draft_framework", {"because": ""}),
    *both_ways("section-add", "draft_framework", {"title": ""}),
    *both_ways("section-change", "draft_section", {"title": ""}),
    moved("section"),
    *both_ways("section-remove", "draft_section", {}, ok=302),
    *both_ways("standard-add", "draft_section", {"outcome": ""}),
    *both_ways("standard-change", "draft_standard", {"outcome": ""}),
    moved("standard"),
    *both_ways("standard-remove", "draft_standard", {}, ok=302),
    *both_ways("activity-add", "draft_standard", {"monitoring": ""}),
    *both_ways("activity-change", "adopted_activity", {"frequency": "never"}),
    moved("activity"),
    *both_ways("activity-remove", "draft_activity", {}, ok=302),
    Row(
        "frameworks:activity-detail",
        WITH_A_ROLE,
        arguments=of("adopted_activity"),
        refused=404,
        secret=lambda world: world.things["completion_in_draft"].shown_by,
        secret_for=OFFICERS,
    ),
    Row("frameworks:activity-complete", COMPLETERS, arguments=of("adopted_activity"), exceptions=UNKNOWN_TO_NOBODY),
    Row(
        "frameworks:activity-complete",
        COMPLETERS,
        method="post",
        arguments=of("adopted_activity"),
        data=lambda _: {"done_on": "May 2020"},
        ok=302,
        exceptions=UNKNOWN_TO_NOBODY,
    ),
    Row("frameworks:completion-withdraw", COMPLETERS, arguments=of("completion"), exceptions=UNKNOWN_TO_NOBODY),
    Row(
        "frameworks:completion-withdraw",
        COMPLETERS,
        method="post",
        arguments=of("completion"),
        data=lambda _: {"because": ""},
        ok=200,
        exceptions=UNKNOWN_TO_NOBODY,
    ),
]
