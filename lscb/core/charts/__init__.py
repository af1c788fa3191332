"""Run charts, with a mean and limits where known. Pure: readings in, coordinates and sentences out."""

from lscb.core.charts.drawing import NARROW, PAPER, WIDE, draw, run_chart
from lscb.core.charts.funnel import Curve, FunnelChart, Place, funnel_chart
from lscb.core.charts.pair import PairChart, Run, pair_chart
from lscb.core.charts.readings import Lines, Reading, ReadingState, Scale
from lscb.core.charts.shapes import Drawing, RunChart
from lscb.core.charts.sheet import Sheet, funnel_sheet, pair_sheet, sheet
from lscb.core.charts.spark import PAPER_SPARK, SCREEN_SPARK, Spark, spark
from lscb.core.charts.words import Row, headline, sentence

__all__ = [
    "NARROW",
    "PAPER",
    "PAPER_SPARK",
    "SCREEN_SPARK",
    "WIDE",
    "Curve",
    "Drawing",
    "FunnelChart",
    "Lines",
    "PairChart",
    "Place",
    "Reading",
    "ReadingState",
    "Row",
    "Run",
    "RunChart",
    "Scale",
    "Sheet",
    "Spark",
    "draw",
    "funnel_chart",
    "funnel_sheet",
    "headline",
    "pair_chart",
    "pair_sheet",
    "run_chart",
    "sentence",
    "sheet",
    "spark",
]
