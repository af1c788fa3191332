"""When something is to be done: read from a cell's words, said as a recurrence, judged against today. Pure."""

from frameworks.timescales.partial import PartialDate
from frameworks.timescales.position import Position, Status, position
from frameworks.timescales.reading import TimescaleReading, read_timescale
from frameworks.timescales.recurrence import Frequency, Recurrence

__all__ = [
    "Frequency",
    "PartialDate",
    "Position",
    "Recurrence",
    "Status",
    "TimescaleReading",
    "position",
    "read_timescale",
]
