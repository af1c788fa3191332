"""The whole matrix: every app's rows, and what they need."""

from tests.policy.matrix import (
    assessments,
    board,
    bringing_in,
    core,
    coverage,
    frameworks,
    frameworks_making,
    improvement,
    indicators,
    programme,
    reports,
    surveys,
)
from tests.policy.matrix.rows import Row
from tests.policy.world import World, build_world

APPS = (
    core,
    board,
    frameworks,
    frameworks_making,
    coverage,
    bringing_in,
    programme,
    assessments,
    surveys,
    improvement,
    indicators,
    reports,
)
ROWS: list[Row] = [row for app in APPS for row in app.ROWS]


def furnished_world() -> World:
    world = build_world()
    for app in APPS:
        app.furnish(world)
    return world
