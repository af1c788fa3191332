"""What this Board asks of those who sign in."""

from datetime import timedelta

from board.enums import SecondStep
from board.models import Board, scope_of
from lscb.core.models import User
from lscb.core.signin_rules import SignInRules


def rules_for(user: User) -> SignInRules:
    """Read at sign-in and once a minute: the Board's row, and the person's roles only where they decide."""
    board = Board.objects.filter(pk=Board.ONLY).first() or Board()
    roles = scope_of(user).roles if board.second_step == SecondStep.ROLES else frozenset()
    return SignInRules(timedelta(minutes=board.idle_minutes), board.asks_second_step_of(roles))
