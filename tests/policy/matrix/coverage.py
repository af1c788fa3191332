"""The coverage matrix: read by those who read for the Board, kept by the manager."""

from typing import Any

from tests.factories.frameworks import CoverageRowFactory
from tests.policy.matrix.board import MANAGER
from tests.policy.matrix.frameworks import of
from tests.policy.matrix.rows import EVERYONE, READERS, Row

UNKNOWN_TO_OTHERS = dict.fromkeys(EVERYONE - READERS, 404)


def furnish(world: Any) -> None:
    row = CoverageRowFactory(title="Checks of compliance")
    world.things |= {
        "coverage": row.section.coverage,
        "coverage_section": row.section,
        "coverage_row": row,
    }


def kept(name: str, thing: str) -> list[Row]:
    """The form, and an answer with nothing in it."""
    name = f"frameworks:coverage-{name}"
    return [
        Row(name, MANAGER, arguments=of(thing), exceptions=UNKNOWN_TO_OTHERS),
        Row(name, MANAGER, method="post", arguments=of(thing), exceptions=UNKNOWN_TO_OTHERS),
    ]


def pressed(name: str, thing: str) -> Row:
    name = f"frameworks:coverage-{name}"
    return Row(name, MANAGER, method="post", arguments=of(thing), ok=302, exceptions=UNKNOWN_TO_OTHERS)


ROWS: list[Row] = [
    Row("reports:coverage", READERS),
    Row("frameworks:coverage-list", READERS),
    Row("frameworks:coverage-add", MANAGER),
    Row("frameworks:coverage-add", MANAGER, method="post"),
    Row("frameworks:coverage-detail", READERS, arguments=of("coverage"), refused=404),
    *kept("section-add", "coverage"),
    *kept("section-change", "coverage_section"),
    *kept("row-add", "coverage_section"),
    *kept("row-change", "coverage_row"),
    pressed("section-move", "coverage_section"),
    pressed("row-move", "coverage_row"),
    pressed("section-remove", "coverage_section"),
    pressed("row-remove", "coverage_row"),
]
