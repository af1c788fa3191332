"""How frameworks come about: their versions, what is said of them, and the plans by which they are devised."""

from typing import Any

from frameworks.enums import FrameworkStatus
from frameworks.models import Framework
from tests.factories.frameworks import CommentFactory, FrameworkFactory, StageFactory, StandardFactory
from tests.policy.matrix.board import MANAGER, UNKNOWN_TO_NOBODY, WITH_A_ROLE
from tests.policy.matrix.frameworks import UNKNOWN_TO_MOST, of
from tests.policy.matrix.rows import EVERYONE, OFFICERS, Row

# Of a plan for a framework in draft: the office, and the chair whose group owns a stage.
PLANNERS = OFFICERS | {"group_chair"}
COMMENTED = OFFICERS | {"agency_lead", "contributor", "chair"}


def furnish(world: Any) -> None:
    standard = StandardFactory(section__framework=FrameworkFactory(status=FrameworkStatus.CONSULTATION))
    framework = standard.section.framework
    said = CommentFactory(
        framework=framework, text="Say which records", agency=world.agency, written_by=world.people["agency_lead"]
    )
    # One that went back to draft: who spoke of it does not see it any longer.
    withdrawn = CommentFactory(
        framework__status=FrameworkStatus.DRAFT, agency=world.agency, written_by=world.people["agency_lead"]
    )
    devised = FrameworkFactory(title="Standards being devised")
    world.things |= {
        "consulted_framework": framework,
        "consulted_standard": standard,
        "comment": said,
        "withdrawn_comment": withdrawn,
        "devised_framework": devised,
        "stage": StageFactory(framework=devised, owner_group=world.group),
        "done_stage": StageFactory(framework=devised, signed=True),
        # A version that only the office knows of, beside the one in consultation.
        "next_version": FrameworkFactory(title="The version to come", came_from=framework),
    }


def said(name: str, thing: str) -> list[Row]:
    """What anyone with a role may say of a framework in consultation."""
    exceptions = {"nobody": 404}
    return [
        Row(f"frameworks:{name}", WITH_A_ROLE, arguments=of(thing), exceptions=exceptions),
        Row(
            f"frameworks:{name}",
            WITH_A_ROLE,
            method="post",
            arguments=of(thing),
            data=lambda _: {"text": "Name who checks it"},
            ok=302,
            exceptions=exceptions,
        ),
    ]


def kept(name: str, thing: str, exceptions: dict[str, int], ok: int = 200) -> list[Row]:
    """The form, and an answer with nothing in it."""
    return [
        Row(f"frameworks:{name}", MANAGER, arguments=of(thing), exceptions=exceptions),
        Row(f"frameworks:{name}", MANAGER, method="post", arguments=of(thing), ok=ok, exceptions=exceptions),
    ]


def pressed(name: str, thing: str) -> Row:
    return Row(
        f"frameworks:{name}",
        MANAGER,
        method="post",
        arguments=of(thing),
        ok=302,
        exceptions=dict.fromkeys(EVERYONE - PLANNERS, 404),
    )


UNKNOWN_TO_PLANLESS = dict.fromkeys(EVERYONE - PLANNERS, 404)

ROWS: list[Row] = [
    *kept("framework-forward", "adopted_framework", UNKNOWN_TO_NOBODY),
    Row(
        "frameworks:framework-compare",
        WITH_A_ROLE,
        arguments=of("consulted_framework"),
        refused=404,
        secret=lambda world: str(Framework.objects.get(pk=world.things["next_version"].pk)),
        secret_for=OFFICERS,
    ),
    Row(
        "frameworks:consultation",
        WITH_A_ROLE,
        arguments=of("consulted_framework"),
        refused=404,
        secret=lambda world: world.things["comment"].text,
        secret_for=COMMENTED,
    ),
    *said("comment-add", "consulted_framework"),
    *said("addition-propose", "consulted_framework"),
    *said("standard-comment", "consulted_standard"),
    Row(
        "frameworks:comment-answer",
        MANAGER,
        arguments=of("withdrawn_comment"),
        exceptions=dict.fromkeys(EVERYONE - OFFICERS, 404),
    ),
    Row(
        "frameworks:comment-answer",
        MANAGER,
        method="post",
        arguments=of("comment"),
        exceptions=dict.fromkeys(EVERYONE - COMMENTED, 404),
    ),
    Row("frameworks:plan", PLANNERS, arguments=of("devised_framework"), refused=404),
    *kept("plan-begin", "draft_framework", UNKNOWN_TO_MOST),
    *kept("stage-add", "draft_framework", UNKNOWN_TO_MOST),
    *kept("stage-change", "stage", UNKNOWN_TO_PLANLESS),
    Row(
        "frameworks:stage-sign-off",
        MANAGER | {"group_chair"},
        arguments=of("stage"),
        exceptions=UNKNOWN_TO_PLANLESS,
    ),
    Row(
        "frameworks:stage-sign-off",
        MANAGER | {"group_chair"},
        method="post",
        arguments=of("stage"),
        ok=302,
        exceptions=UNKNOWN_TO_PLANLESS,
    ),
    pressed("stage-move", "stage"),
    pressed("stage-remove", "stage"),
    pressed("stage-reopen", "done_stage"),
]
