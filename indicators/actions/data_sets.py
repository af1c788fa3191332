"""Keeping data sets: which indicators are collected together, in which order."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from board.permissions import require
from indicators.enums import IndicatorStatus
from indicators.models import DataSet, DataSetLine, Indicator
from indicators.permissions import can_keep_library
from lscb.core import activity, editing
from lscb.core.editing import Edit
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import User

TAKEN = "Another data set has this name. Choose a different one."


class ListConflict(Conflict):
    """Two people changed one list. Carries the codes that are saved."""

    def __init__(self, saved: str) -> None:
        super().__init__(
            f"Someone else changed the list of indicators while you were writing. Theirs is saved: {saved or 'empty'}. "
            "Yours is below and not saved; save it again to use it instead."
        )
        self.saved = saved


@transaction.atomic
def add_data_set(values: Mapping[str, Any], indicators: list[Indicator], *, by: User) -> DataSet:
    require(can_keep_library(by))
    with editing.one_of_a_kind(TAKEN):
        data_set = DataSet.objects.create(**values)
    changes = activity.changed({}, values) | _put_in_order(data_set, indicators)
    activity.record("data_set.added", data_set, by=by, changes=changes)
    return data_set


@transaction.atomic
def change_data_set(
    data_set: DataSet, edit: Edit, indicators: list[Indicator], *, read: str | None, by: User
) -> DataSet:
    """``read``: ``codes_of`` the list that the writer had before them."""
    data_set = DataSet.objects.lock(data_set.pk)
    require(can_keep_library(by))
    saved = codes_of(data_set)
    if read is not None and saved not in (read, " ".join(indicator.code for indicator in indicators)):
        raise ListConflict(saved)
    changes = editing.merge(data_set, edit)
    if {"frequency", "year_kind"} & set(changes) and data_set.periods.exists():
        raise Refused(f"Periods were opened for {data_set}, so how often it is collected stays. Add another data set.")
    if changes:
        with editing.one_of_a_kind(TAKEN):
            data_set.save(update_fields=changes)
    if changes := changes | _put_in_order(data_set, indicators):
        activity.record("data_set.changed", data_set, by=by, changes=changes)
    return data_set


def codes_of(data_set: DataSet) -> str:
    """Its indicators' codes in order, in one line."""
    return " ".join(data_set.lines.order_by("order", "indicator__code").values_list("indicator__code", flat=True))


def put_parts_beside(data_set: DataSet) -> None:
    """Wherever a whole stands, its parts stand after it: who is asked for one is asked for the other."""
    data_set = DataSet.objects.lock(data_set.pk)
    lines = data_set.lines.select_related("indicator").order_by("order", "indicator__code")
    _write_lines(data_set, _with_parts([line.indicator for line in lines]))


def _put_in_order(data_set: DataSet, indicators: list[Indicator]) -> dict[str, tuple[Any, Any]]:
    """Returns already open keep the rows they were opened with; the next period follows this list."""
    indicators = _with_parts(indicators)
    for indicator in indicators:
        _refuse_misfit(data_set, indicator)
    before, after = codes_of(data_set), " ".join(indicator.code for indicator in indicators)
    if before == after:
        return {}
    _write_lines(data_set, indicators)
    return {"indicators": (before, after)}


def _write_lines(data_set: DataSet, indicators: list[Indicator]) -> None:
    data_set.lines.all().delete()
    DataSetLine.objects.bulk_create(
        DataSetLine(data_set=data_set, indicator=indicator, order=order)
        for order, indicator in enumerate(indicators, start=1)
    )


def _with_parts(indicators: list[Indicator]) -> list[Indicator]:
    """Each whole followed by all of its kept parts that are in use: as they were listed, then those that are new."""
    place = {one.pk: n for n, one in enumerate(indicators)}
    parts: dict[int | None, list[Indicator]] = defaultdict(list)
    for part in Indicator.objects.kept_parts().agreed().filter(parent__in=place).order_by("pk"):
        parts[part.parent_id].append(part)
    moved = {part.pk for several in parts.values() for part in several}
    found = []
    for one in indicators:
        if one.pk not in moved:
            found += [one, *sorted(parts[one.pk], key=lambda part: place.get(part.pk, len(place)))]
    return found


def _refuse_misfit(data_set: DataSet, indicator: Indicator) -> None:
    if (indicator.frequency, indicator.year_kind) != (data_set.frequency, data_set.year_kind):
        raise Refused(
            f"{indicator.code} is collected {indicator.get_frequency_display().lower()}, "
            f"{indicator.get_year_kind_display()}; this data set is not."
        )
    if indicator.status == IndicatorStatus.AGREED or data_set.lines.filter(indicator=indicator).exists():
        return
    if indicator.status == IndicatorStatus.RETIRED:
        raise Refused(f"{indicator.code} is retired. Bring it back before you put it into a data set.")
    raise Refused(f"{indicator.code} is not agreed yet. Agree it before you put it into a data set.")
