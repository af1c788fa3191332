"""The library as the table it may be brought in from: what is taken out makes the same again.

What an indicator is tied to in frameworks (standards) is left out: a standard has no name of its own elsewhere.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from indicators.bringing_in import COLUMNS
from indicators.bringing_in.preview import day
from indicators.forms.library import in_its_year
from indicators.models import Indicator
from lscb.core.writing import Line, Sheet, Written


def heading() -> list[str]:
    return list(COLUMNS.values())


def rows(indicators: QuerySet[Indicator]) -> Iterable[list[str]]:
    """In a fixed number of queries."""
    listed = indicators.select_related("supplier", "owner_group", "parent", "replaces").order_by("code")
    for one in listed.prefetch_related("other_suppliers", "similar_to", "priorities", "key_questions"):
        cells = {name: str(getattr(one, name, "") or "") for name in COLUMNS} | {
            "decimals": str(one.decimals),
            "unit": str(one.get_unit_display()),
            "counted": str(one.get_counted_display()),
            "polarity": str(one.get_polarity_display()),
            "frequency": str(one.get_frequency_display()),
            "year_kind": str(one.get_year_kind_display()),
            "breakdown": str(one.get_breakdown_display()),
            "status": str(one.get_status_display()),
            "checked_on": day(one.checked_on),
            "parent": one.parent.code if one.parent else "",
            "replaces": one.replaces.code if one.replaces else "",
            "similar_to": "; ".join(sorted(other.code for other in one.similar_to.all())),
            "other_suppliers": "; ".join(sorted(agency.name for agency in one.other_suppliers.all())),
            "priorities": "; ".join(in_its_year(priority) for priority in one.priorities.all()),
            "key_questions": "; ".join(str(question.number) for question in one.key_questions.all()),
        }
        yield [cells[name] for name in COLUMNS]


def written(indicators: QuerySet[Indicator]) -> Written:
    lines = [Line(heading(), is_heading=True), *(Line(cells) for cells in rows(indicators))]
    return Written("Indicator library", [Sheet("", lines)])
