"""Small multiples, each drawn once for its content: a page of a hundred is mostly the same as the last one."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lscb.core import charts
from lscb.core.charts import Reading
from reports.marks import RATING_MARKS
from reports.queries.series import Series


@dataclass(frozen=True, slots=True)
class Multiple:
    """Everything one small multiple shows, as its reader may see it: nothing else decides how it looks."""

    url: str
    title: str
    text: str
    period: str
    mark: str
    rating_words: str
    awaited: str
    is_invented: bool
    readings: tuple[Reading, ...]
    target: Decimal | None
    decimals: int
    suffix: str


def draw_multiple(one: Series) -> SafeString:
    indicator = one.indicator
    return _drawn(
        Multiple(
            url=indicator.get_absolute_url(),
            title=indicator.title,
            text=one.latest_text,
            period=one.latest.period.label if one.latest else "",
            mark=RATING_MARKS[one.rating],
            rating_words=one.rating_words,
            awaited=one.awaited.label if one.awaited else "",
            is_invented=indicator.is_invented,
            readings=one.readings,
            target=one.target,
            decimals=indicator.decimals,
            suffix=one.suffix,
        )
    )


@lru_cache(maxsize=2048)
def _drawn(multiple: Multiple) -> SafeString:
    spark = charts.spark(
        multiple.title,
        multiple.readings,
        target=multiple.target,
        decimals=multiple.decimals,
        suffix=multiple.suffix,
    )
    return render_to_string("reports/dashboard/multiple.html", {"one": multiple, "spark": spark})
