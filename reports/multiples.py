"""Small multiples, each drawn once in a process: a page of a hundred is mostly the same as the last one."""

from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from indicators.series import Standing
from reports.marks import RATING_MARKS
from reports.queries.series import Series


class Multiple(NamedTuple):
    """Everything one small multiple shows, as its reader may see it: nothing else decides how it looks."""

    pk: int
    title: str
    is_invented: bool
    awaited: str
    due: str
    standing: Standing


def draw_multiple(one: Series, name: str = "") -> SafeString:
    """Under its title, or by a shorter name where it stands among others of the same."""
    indicator, awaited = one.indicator, one.awaited.label if one.awaited else ""
    due = one.due.says if one.due else ""
    return _drawn(Multiple(indicator.pk, name or indicator.title, indicator.is_invented, awaited, due, one.standing))


@lru_cache(maxsize=1024)
def _drawn(multiple: Multiple) -> SafeString:
    context = {"one": multiple, "standing": multiple.standing, "mark": RATING_MARKS[multiple.standing.rating]}
    return render_to_string("reports/dashboard/multiple.html", context)
