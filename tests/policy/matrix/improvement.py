"""Improvement: an agency’s actions are known to its leads, to whoever sees to them, and to all the Board’s readers."""

from typing import Any

from tests.factories.improvement import ActionFactory
from tests.policy.matrix.board import MANAGER
from tests.policy.matrix.rows import EVERYONE, READERS, Row

KNOW_OF_IT = READERS | {"agency_lead"}
KEEPERS = MANAGER | {"agency_lead"}
UNKNOWN = dict.fromkeys(EVERYONE - KNOW_OF_IT, 404)


def furnish(world: Any) -> None:
    world.things["improvement_action"] = ActionFactory(agency=world.agency, what="Sample twenty records each month")


def it(world: Any) -> dict[str, Any]:
    return {"pk": world.things["improvement_action"].pk}


def both_ways(name: str, sent: dict[str, str]) -> list[Row]:
    address = f"improvement:{name}"
    return [
        Row(address, KEEPERS, arguments=it, exceptions=UNKNOWN),
        Row(address, KEEPERS, method="post", arguments=it, data=lambda _: sent, ok=200, exceptions=UNKNOWN),
    ]


ROWS: list[Row] = [
    Row(
        "improvement:home",
        EVERYONE - {"nobody"},
        secret=lambda world: world.things["improvement_action"].what,
        secret_for=KNOW_OF_IT,
    ),
    Row("improvement:action-detail", KNOW_OF_IT, arguments=it, refused=404),
    *both_ways("action-change", {"what": ""}),
    *both_ways("action-move", {"status": ""}),
]
