"""Where the masthead leads in this app."""

from board.models import scope_of
from lscb.core.models import User
from lscb.core.navigation import Place


def _reads(user: User) -> bool:
    return scope_of(user).reads_for_the_board


LIBRARY = ("indicators:gap-register", "indicators:proposal-list")

PLACES = [
    Place(20, "Dashboard", "reports:dashboard", _reads),
    Place(35, "Indicators", "reports:indicator-list", _reads, besides=LIBRARY),
    Place(47, "Coverage", "reports:coverage", _reads),
    Place(60, "Board packs", "reports:pack-list", _reads),
]
