from typing import Any

from tests.policy.matrix import indicators_agency, indicators_benchmarks, indicators_staff
from tests.policy.matrix.rows import Row


def furnish(world: Any) -> None:
    """Make what this app's rows need: ``world.things[...]``."""
    indicators_staff.furnish(world)
    indicators_agency.furnish(world)
    indicators_benchmarks.furnish(world)


ROWS: list[Row] = [*indicators_staff.ROWS, *indicators_agency.ROWS, *indicators_benchmarks.ROWS]
