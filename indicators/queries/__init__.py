"""Read models of returns: a fixed number of queries, plain rows out."""

from indicators.queries.opening import opens_next, to_be_asked, who_would_be_asked
from indicators.queries.overview import PeriodLine, data_set_overview
from indicators.queries.people import leads_by_agency
from indicators.queries.progress import chase_key, chase_rows, period_progress

__all__ = [
    "PeriodLine",
    "chase_key",
    "chase_rows",
    "data_set_overview",
    "leads_by_agency",
    "opens_next",
    "period_progress",
    "to_be_asked",
    "who_would_be_asked",
]
