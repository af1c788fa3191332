from typing import Any

from tests.policy.matrix.rows import Row


def furnish(world: Any) -> None:
    """Make what this app's rows need: ``world.things[...]``."""


ROWS: list[Row] = []
