"""Where the masthead leads in this app."""

from board.models import scope_of
from lscb.core.models import User
from lscb.core.navigation import Place


def meets_surveys(user: User) -> bool:
    scope = scope_of(user)
    return scope.reads_for_the_board or bool(scope.leads)


PLACES = [Place(49, "Surveys", "surveys:home", meets_surveys)]
