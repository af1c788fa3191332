from typing import Any

from tests.policy.matrix import reports_figures, reports_packs
from tests.policy.matrix.rows import Row


def furnish(world: Any) -> None:
    """Make what this app's rows need: ``world.things[...]``."""
    reports_figures.furnish(world)
    reports_packs.furnish(world)


ROWS: list[Row] = [*reports_figures.ROWS, *reports_packs.ROWS]
