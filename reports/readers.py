"""Through whose eyes figures are read: a Board member's, but for counts that somebody trusted has opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from board.models import Board
from indicators.measures import Rules
from indicators.models import Indicator
from indicators.permissions import can_see_small_numbers, small_numbers_seen
from indicators.series import rules_for
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, the Board whose rules hold, and the indicators whose counts they have opened, if they may."""

    user: User
    board: Board
    opened: frozenset[int] = frozenset()

    @property
    def views(self) -> frozenset[bool]:
        """Which of the two views of an indicator may be this reader's; ``trusts`` says which one is."""
        return small_numbers_seen(self.user) if self.opened else frozenset({False})

    def trusts(self, indicator: Indicator) -> bool:
        return indicator.pk in self.opened and can_see_small_numbers(self.user, indicator)

    def rules(self, indicator: Indicator) -> Rules:
        return rules_for(indicator, rule=self.board.protection, is_trusted=self.trusts(indicator))


def board_reader(user: User) -> Reader:
    """What a Board member would see: on every page and in packs, whoever asks for them."""
    return Reader(user, Board.current())


def opened_reader(user: User, opened: Iterable[int]) -> Reader:
    """With the counts a person has opened, each by an act of its own that was logged."""
    return Reader(user, Board.current(), frozenset(opened))
