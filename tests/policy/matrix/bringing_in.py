"""Tables on their way in: the manager's, and to be seen by the Board's own staff."""

from typing import Any

from tests.factories.frameworks import BringingInFactory, FrameworkFactory
from tests.policy.matrix.board import MANAGER, WITH_A_ROLE
from tests.policy.matrix.rows import EVERYONE, OFFICERS, Maker, Row, nothing

UNKNOWN_TO_MOST = dict.fromkeys(EVERYONE - OFFICERS, 404)


def furnish(world: Any) -> None:
    world.things["bringing_in"] = BringingInFactory()
    world.things["brought_in"] = BringingInFactory(
        saved=True, made={"framework": FrameworkFactory(title="A framework that came in").pk}
    )


def of(thing: str, **more: Any) -> Maker:
    return lambda world: {"pk": world.things[thing].pk, **more}


def both_ways(name: str, thing: str, sent: dict[str, str], ok: int = 200, **more: Any) -> list[Row]:
    name, arguments = f"frameworks:bringing-in-{name}", of(thing, **more)
    return [
        Row(name, MANAGER, arguments=arguments, exceptions=UNKNOWN_TO_MOST),
        Row(name, MANAGER, "post", arguments, (lambda _: sent) if sent else nothing, ok, exceptions=UNKNOWN_TO_MOST),
    ]


ROWS: list[Row] = [
    Row("frameworks:bring-in", MANAGER, arguments=lambda _: {"kind": "framework"}),
    Row("frameworks:bring-in", MANAGER, method="post", arguments=lambda _: {"kind": "framework"}),
    Row("frameworks:bringing-in", OFFICERS, arguments=of("bringing_in"), refused=404),
    *both_ways("name", "bringing_in", {"title": ""}),
    *both_ways("columns", "bringing_in", {"column_0": ""}),
    *both_ways("row", "bringing_in", {"understood": ""}, row=3),
    *(
        Row(
            f"frameworks:bringing-in-{name}",
            MANAGER,
            method="post",
            arguments=of("bringing_in"),
            ok=302,
            exceptions=UNKNOWN_TO_MOST,
        )
        for name in ("save", "discard")
    ),
    Row(
        "frameworks:framework-take-out",
        WITH_A_ROLE,
        arguments=lambda world: {"pk": world.things["adopted_framework"].pk, "form": "docx"},
        refused=404,
    ),
    Row(
        "programme:programme-take-out",
        WITH_A_ROLE,
        arguments=lambda world: {"pk": world.things["programme"].pk, "form": "xlsx"},
        refused=404,
    ),
    *both_ways("undo", "brought_in", {}, ok=302),
]
