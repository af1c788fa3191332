"""The audit programme: the whole of it to those who read for the Board, to others what concerns them."""

from typing import Any

from tests.factories.programme import EntryFactory, ProgrammeFactory
from tests.policy.matrix.board import MANAGER, UNKNOWN_TO_NOBODY, WITH_A_ROLE
from tests.policy.matrix.rows import EVERYONE, READERS, Row

# The world's own agency is the entry's; the other lead has no part in it.
CONCERNED = READERS | {"agency_lead", "contributor"}
UNKNOWN_TO_STRANGERS = dict.fromkeys(EVERYONE - CONCERNED, 404)


def furnish(world: Any) -> None:
    entry = EntryFactory(
        programme=ProgrammeFactory(year=2019), number=1, agency=world.agency, subject="Private fostering arrangements"
    )
    world.things |= {"programme": entry.programme, "entry": entry}


def of_programme(world: Any) -> dict[str, Any]:
    return {"pk": world.things["programme"].pk}


def of_entry(world: Any) -> dict[str, Any]:
    return {"pk": world.things["entry"].pk}


ROWS: list[Row] = [
    Row("programme:home", WITH_A_ROLE),
    Row(
        "programme:programme-detail",
        WITH_A_ROLE,
        arguments=of_programme,
        refused=404,
        secret=lambda world: world.things["entry"].subject,
        secret_for=CONCERNED,
    ),
    Row("programme:programme-add", MANAGER),
    Row("programme:programme-add", MANAGER, method="post", ok=200),
    Row("programme:entry-add", MANAGER, arguments=of_programme, exceptions=UNKNOWN_TO_NOBODY),
    Row(
        "programme:entry-add",
        MANAGER,
        method="post",
        arguments=of_programme,
        data=lambda _: {"number": "2", "subject": "Private fostering", "category": "monitoring"},
        ok=302,
        exceptions=UNKNOWN_TO_NOBODY,
    ),
    Row("programme:entry-detail", CONCERNED, arguments=of_entry, refused=404),
    Row("programme:entry-change", MANAGER, arguments=of_entry, exceptions=UNKNOWN_TO_STRANGERS),
    Row("programme:entry-change", MANAGER, method="post", arguments=of_entry, ok=200, exceptions=UNKNOWN_TO_STRANGERS),
    Row("programme:entry-move", MANAGER, arguments=of_entry, exceptions=UNKNOWN_TO_STRANGERS),
    Row(
        "programme:entry-move",
        MANAGER,
        method="post",
        arguments=of_entry,
        data=lambda _: {"status": "under_way"},
        ok=302,
        exceptions=UNKNOWN_TO_STRANGERS,
    ),
]
