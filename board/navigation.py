"""Where the masthead leads in this app, and the places within it."""

from board.permissions import can_enter, can_manage, can_see_people, has_tasks, has_tasks_besides
from lscb.core.navigation import Place

PLACES = [
    Place(10, "My tasks", "my-tasks", has_tasks),
    Place(25, "My tasks", "my-tasks", has_tasks_besides),
    Place(60, "The Board", "board:home", can_enter),
]

SECTIONS = [
    Place(10, "The year", "board:home", can_enter),
    Place(20, "Agencies", "board:agency-list", can_enter),
    Place(30, "People", "board:person-list", can_see_people),
    Place(40, "Groups", "board:group-list", can_enter),
    Place(50, "Meetings", "board:meeting-list", can_enter),
    Place(60, "Priorities", "board:priorities", can_enter),
    Place(70, "Key questions", "board:key-questions", can_enter),
    Place(75, "Access", "board:access", can_manage),
    Place(80, "Settings", "board:settings", can_manage),
]
