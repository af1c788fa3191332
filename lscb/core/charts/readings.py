"""What a chart is drawn from: one reading for each period, in order, given or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from lscb.core.numbers import round_half_up, write_number

Number = Decimal | float

# A median of fewer figures than this moves too much to be worth a line.
ENOUGH_FOR_MEDIAN = 8


class ReadingState(StrEnum):
    GIVEN = "given"
    HIDDEN = "hidden"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Reading:
    """One period's figure; tick and group, when given, label the axis in two rows ("Q2" over "2026–27").

    ``reason`` is why there is no figure, where somebody said so: "not ready in time".
    """

    label: str
    value: Number | None
    state: str = ReadingState.GIVEN
    provisional: bool = False
    tick: str = ""
    group: str = ""
    reason: str = ""
    lines: "Lines | None" = None
    # "concern", "improvement", "high" or "low" where the point is special, and why in words.
    mark: str = ""
    why: str = ""
    note: str = ""
    # Why limits begin anew with this period.
    begins: str = ""

    @property
    def figure(self) -> Decimal | None:
        """The value if it may be drawn: a hidden one never reaches the chart, whatever the caller left in it."""
        if self.state != ReadingState.GIVEN or self.value is None:
            return None
        return self.value if isinstance(self.value, Decimal) else Decimal(str(self.value))

    @property
    def is_hidden(self) -> bool:
        return self.state == ReadingState.HIDDEN


@dataclass(frozen=True, slots=True)
class Lines:
    """The mean and limits a period stands in."""

    mean: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Scale:
    """How figures are written: decimals, and the unit as it follows a number ("%", " per 10,000", " days")."""

    decimals: int = 0
    suffix: str = ""

    @property
    def is_percentage(self) -> bool:
        return self.suffix == "%"

    def number(self, value: Number, decimals: int | None = None) -> str:
        return write_number(Decimal(str(value)), self.decimals if decimals is None else decimals)

    def figure(self, value: Number, decimals: int | None = None) -> str:
        number = self.number(value, decimals)
        return number + (self.suffix.removesuffix("s") if number == "1" else self.suffix)

    def middle(self, value: Decimal) -> int:
        """Decimals for a median: one more than usual when it falls between two figures."""
        return self.decimals + (round_half_up(value, self.decimals) != value)


def figures(readings: Iterable[Reading]) -> list[Decimal]:
    return [reading.figure for reading in readings if reading.figure is not None]


def middle_of(readings: Sequence[Reading]) -> Decimal | None:
    """The median of all that is given, once there is enough of it; none where a mean and limits are drawn."""
    known = figures(readings)
    if any(reading.lines for reading in readings):
        return None
    return median(known) if len(known) >= ENOUGH_FOR_MEDIAN else None
