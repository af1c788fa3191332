"""Where the masthead leads in this app."""

from board.permissions import can_enter
from lscb.core.navigation import Place

PLACES = [Place(45, "Frameworks", "frameworks:home", can_enter)]
