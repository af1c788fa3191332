from django.db import models

from indicators.models.marks import MarkKind


class IsCompared(models.Func):
    """Whether a row's indicator has parts, one similar to it, or a chart begun anew.

    Written out: asked with every row that saves itself, three ``Exists`` took longer to put together than to answer.
    """

    template = """(
        EXISTS (SELECT 1 FROM indicators_indicator part WHERE part.parent_id = %(expressions)s)
        OR EXISTS (SELECT 1 FROM indicators_indicator_similar_to pair WHERE pair.from_indicator_id = %(expressions)s)
        OR EXISTS (SELECT 1 FROM indicators_chartmark mark WHERE mark.indicator_id = %(expressions)s
                   AND mark.kind = '%(rebase)s' AND mark.taken_off_at IS NULL)
    )"""
    output_field = models.BooleanField()

    def __init__(self) -> None:
        super().__init__("indicator", rebase=MarkKind.REBASE.value)
