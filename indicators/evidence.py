"""What data sets show: a period that was returned answers what the programme's entry that it carries out answers."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from audits.programme.evidence import answers_of_entries
from audits.programme.models import ProgrammeEntry
from indicators.enums import EDITABLE
from indicators.models import IndicatorReturn
from lscb.core.evidence import Evidence


def of_data_sets() -> Iterator[Evidence]:
    """One for each period and whatever is answered; nothing is asked where no data set carries anything out."""
    returns = IndicatorReturn.objects.exclude(period__data_set__entry=None).exclude(status__in=EDITABLE)
    returns = returns.exclude(first_submitted_on=None).select_related("period__data_set").order_by("period_id", "pk")
    agencies: dict[int, list[int]] = defaultdict(list)
    dated: dict[int, date] = {}
    periods = {}
    for item in returns:
        assert item.first_submitted_on is not None
        periods[item.period_id] = item.period
        agencies[item.period_id].append(item.agency_id)
        dated[item.period_id] = max(item.first_submitted_on, dated.get(item.period_id, item.first_submitted_on))
    answers, following = (answers_of_entries(), _following()) if periods else ({}, {})
    for pk, period in periods.items():
        entries = _line(period.data_set.entry_id or 0, following)
        for name in sorted({name for entry in entries for name in answers.get(entry, [])}):
            yield Evidence(
                answers=name,
                what=str(period),
                kind="Data set",
                dated_on=dated[pk],
                url=period.get_absolute_url(),
                agencies=tuple(agencies[pk]),
            )


def _following() -> dict[int, int]:
    """Entry -> the one that was carried over from it into the next year."""
    return dict(ProgrammeEntry.objects.exclude(came_from=None).values_list("came_from_id", "pk"))


def _line(entry: int, following: dict[int, int]) -> list[int]:
    """It and what came of it in the years after."""
    line = [entry]
    while line[-1] in following:
        line.append(following[line[-1]])
    return line
