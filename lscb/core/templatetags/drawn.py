"""Parts of a chart of which a page holds hundreds: each drawn once in a process, and cast for every point and line."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from lscb.core.charts import Drawing, RunChart
from lscb.core.moulds import cast

register = template.Library()
NOTHING = "\N{EM DASH}"


@register.simple_tag
def points(drawing: Drawing) -> SafeString:
    return _joined(
        cast(
            "charts/point.html",
            shared={"mark": point.mark, "provisional": point.provisional},
            said={"x": point.x, "y": point.y, "text": point.text},
        )
        for point in drawing.points
    )


@register.simple_tag
def figures(chart: RunChart) -> SafeString:
    """The lines of its table, latest first."""
    has_limits = chart.has_limits
    return _joined(
        cast(
            "charts/figure.html",
            shared={"state": str(row.state), "provisional": row.provisional, "has_limits": has_limits},
            said={
                "label": row.label,
                "text": row.text or "no return",
                "mean": row.mean or NOTHING,
                "limits": row.limits or NOTHING,
                "why": row.why or NOTHING,
            },
        )
        for row in chart.rows
    )


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    """Each is markup already, its words escaped where it was cast."""
    return mark_safe("".join(pieces))  # noqa: S308
