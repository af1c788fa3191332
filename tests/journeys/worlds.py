"""Small Boards to walk through: a few agencies, a few figures, on a day in October 2026."""

from dataclasses import dataclass

from board.models import Agency
from indicators.models import Figure, IndicatorReturn
from lscb.core.models import User
from tests.factories.board import AgencyFactory, agency_lead
from tests.factories.indicators import FigureFactory, IndicatorFactory, ReturnFactory
from tests.reports.reading import publish

RETURN = "Indicator return, July to September 2026"
YEAR_BEFORE = ("Q2 2025–26", "Q3 2025–26", "Q4 2025–26", "Q1 2026–27")


@dataclass
class Ask:
    """What one agency is asked for: three rows, with a year of accepted figures behind each."""

    agency: Agency
    lead: User
    item: IndicatorReturn
    seen: Figure
    plans: Figure
    visits: Figure


def ask(*, agency: str = "Vale Community Health", lead: str = "Marcus Adeyemi", **fields) -> Ask:
    """Two percentages and a count, for July to September 2026."""
    supplier = AgencyFactory(name=agency)
    item = ReturnFactory(agency=supplier, period__data_set__name="Quarterly data set", **fields)
    seen = IndicatorFactory(code="H1", title="Children seen in time", supplier=supplier)
    plans = IndicatorFactory(code="H2", title="Plans reviewed in time", supplier=supplier)
    visits = IndicatorFactory(code="H3", title="Visits to the emergency department", supplier=supplier, count=True)
    for quarter, counted in zip(YEAR_BEFORE, (44, 46, 45, 47), strict=True):
        publish(seen, quarter, counted)
        publish(plans, quarter, counted)
        publish(visits, quarter, None, None, value=counted)
    rows = [FigureFactory(indicator_return=item, indicator=one) for one in (seen, plans, visits)]
    return Ask(supplier, agency_lead(supplier, name=lead), item, *rows)
