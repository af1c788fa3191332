"""Statistical process control (XmR), as the NHS's "plot the dots" does it. Pure."""

from indicators.analysis.spc.analysis import Analysis, Group, Point, analyse
from indicators.analysis.spc.guards import Caution
from indicators.analysis.spc.icons import Assurance, Icon, Improvement, Kind
from indicators.analysis.spc.limits import Number
from indicators.analysis.spc.rules import Rule

__all__ = [
    "Analysis", "Assurance", "Caution", "Group", "Icon", "Improvement", "Kind", "Number", "Point", "Rule", "analyse",
]  # fmt: skip
