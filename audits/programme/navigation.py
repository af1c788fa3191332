"""Where the masthead leads in this app."""

from board.models import scope_of
from lscb.core.navigation import Place

PLACES = [Place(50, "Audit programme", "programme:home", lambda user: bool(scope_of(user).roles))]
