"""Run charts. Pure: readings in, coordinates and sentences out; templates/charts draws them."""

from lscb.core.charts.drawing import NARROW, PAPER, WIDE, draw, run_chart
from lscb.core.charts.readings import Reading, ReadingState, Scale
from lscb.core.charts.shapes import Drawing, RunChart
from lscb.core.charts.spark import PAPER_SPARK, SCREEN_SPARK, Spark, spark
from lscb.core.charts.words import Row, headline, sentence

__all__ = [
    "NARROW",
    "PAPER",
    "PAPER_SPARK",
    "SCREEN_SPARK",
    "WIDE",
    "Drawing",
    "Reading",
    "ReadingState",
    "Row",
    "RunChart",
    "Scale",
    "Spark",
    "draw",
    "headline",
    "run_chart",
    "sentence",
    "spark",
]
