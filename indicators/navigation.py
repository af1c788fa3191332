"""Where the masthead leads in this app."""

from board.models import scope_of
from lscb.core.models import User
from lscb.core.navigation import Place


def _answers_for_figures(user: User) -> bool:
    scope = scope_of(user)
    return bool(scope.leads or scope.contributes_to)


# What an agency's people read of the library besides their returns.
LIBRARY = ("indicators:gap-register", "indicators:proposal-list")

PLACES = [
    Place(30, "Indicator returns", "indicators:return-list", _answers_for_figures, besides=LIBRARY),
    Place(40, "Data sets", "indicators:data-set-list", lambda user: scope_of(user).is_officer),
]
