"""Indicators, the sets they are collected in, agencies' returns and what was published."""

from indicators.models.areas import Area, Neighbour, NeighbourSet
from indicators.models.benchmarks import BenchmarkFigure, BenchmarkFile, BenchmarkMapping, MappingLine
from indicators.models.comments import IndicatorComment
from indicators.models.data_sets import DataSet, DataSetLine
from indicators.models.files import FileState, ReturnFile
from indicators.models.gaps import Gap
from indicators.models.kept import KeptSeries
from indicators.models.library import Indicator, Target
from indicators.models.links import Hypothesis, LookAt
from indicators.models.marks import ChartMark, MarkKind
from indicators.models.periods import Period
from indicators.models.published import PublishedFigure
from indicators.models.records import FigureRevision, ReturnRevision, Submission
from indicators.models.returns import Figure, IndicatorReturn
from indicators.models.selection import ChosenIndicator

__all__ = [
    "Area",
    "BenchmarkFigure",
    "BenchmarkFile",
    "BenchmarkMapping",
    "ChartMark",
    "ChosenIndicator",
    "DataSet",
    "DataSetLine",
    "Figure",
    "FigureRevision",
    "FileState",
    "Gap",
    "Hypothesis",
    "Indicator",
    "IndicatorComment",
    "IndicatorReturn",
    "KeptSeries",
    "LookAt",
    "MappingLine",
    "MarkKind",
    "Neighbour",
    "NeighbourSet",
    "Period",
    "PublishedFigure",
    "ReturnFile",
    "ReturnRevision",
    "Submission",
    "Target",
]
