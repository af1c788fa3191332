"""Where the masthead leads in this app."""

from board.models import scope_of
from lscb.core.models import User
from lscb.core.navigation import Place


def improves_or_reads(user: User) -> bool:
    scope = scope_of(user)
    return scope.reads_for_the_board or bool(scope.leads | scope.contributes_to)


PLACES = [Place(55, "Improvement", "improvement:home", improves_or_reads)]
