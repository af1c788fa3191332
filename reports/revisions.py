"""What an indicator's figures were corrected from: when, by whom and why."""

from dataclasses import dataclass
from datetime import datetime

from indicators.models import PublishedFigure
from reports.queries.series import Series


@dataclass(frozen=True, slots=True)
class Revision:
    """``why`` is told only to those who see both figures: it may well name them."""

    period: str
    at: datetime
    before: str
    after: str
    by: str
    why: str


def revisions_of(series: Series) -> list[Revision]:
    """Latest first. One query besides the series."""
    versions = {
        (figure.starts_on, figure.published_at): figure
        for figure in PublishedFigure.objects.filter(indicator=series.indicator).select_related("published_by")
    }
    shown = {(each.period.starts_on, each.published_at): each for each in (*series.measures, *series.superseded)}
    found = []
    for before in series.superseded:
        key = (before.period.starts_on, before.superseded_at)
        after, figure = shown.get(key), versions.get(key)  # type: ignore[arg-type]
        if after is None or figure is None or before.superseded_at is None:
            continue
        is_told = not (before.is_hidden or after.is_hidden)
        found.append(
            Revision(
                period=before.period.label,
                at=before.superseded_at,
                before=series.text_of(before),
                after=series.text_of(after),
                by=str(figure.published_by) if figure.published_by else "the installation",
                why=figure.why if is_told else "",
            )
        )
    return sorted(found, key=lambda each: each.at, reverse=True)
