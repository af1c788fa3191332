"""Through whose eyes figures are read: a person's own, or the Board members' whoever asks."""

from dataclasses import dataclass

from board.models import Board
from indicators.measures import Rules
from indicators.models import Indicator
from indicators.permissions import can_see_small_numbers, small_numbers_seen
from indicators.series import rules_for
from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, the Board whose rules hold, and whether the Board members' view is asked for."""

    user: User
    board: Board
    as_the_board: bool

    @property
    def threshold(self) -> int:
        return self.board.small_number_threshold

    @property
    def views(self) -> frozenset[bool]:
        """Which of the two views of an indicator may be this reader's; ``trusts`` says which one is."""
        return frozenset({False}) if self.as_the_board else small_numbers_seen(self.user)

    def trusts(self, indicator: Indicator) -> bool:
        return not self.as_the_board and can_see_small_numbers(self.user, indicator)

    def rules(self, indicator: Indicator) -> Rules:
        return rules_for(indicator, threshold=self.threshold, is_trusted=self.trusts(indicator))


def reader_for(user: User) -> Reader:
    return Reader(user, Board.current(), as_the_board=False)


def board_reader(user: User) -> Reader:
    """What a Board member would see: for packs, whoever asks for them."""
    return Reader(user, Board.current(), as_the_board=True)
