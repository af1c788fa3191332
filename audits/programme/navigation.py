"""Where the masthead leads in this app, and the places within it."""

from board.models import scope_of
from board.permissions import can_read_for_the_board
from lscb.core.models import User
from lscb.core.navigation import Place


def has_a_role(user: User) -> bool:
    return scope_of(user).has_a_role


PLACES = [Place(50, "Audit programme", "programme:home", has_a_role)]

SECTIONS = [
    Place(10, "The year", "programme:home", has_a_role),
    Place(20, "Single-agency audits", "programme:register", has_a_role),
    Place(30, "Forward plan", "programme:forward-plan", can_read_for_the_board),
]
