"""What was published of England, our region, our own authority and those like it. One query."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from indicators.models import BenchmarkFigure, BenchmarkFile, BenchmarkMapping, Indicator, Neighbour, NeighbourSet
from indicators.models.areas import NeighbourSetQuerySet
from indicators.sheets.benchmarks import ENGLAND
from lscb.core.models import User


class BenchmarkRow(NamedTuple):
    """One place's figure. ``place`` is a neighbour's among those like us; ``is_own`` and ``is_region`` say the rest."""

    indicator_id: int
    area: str
    kind: str
    ons_code: str
    starts_on: date
    ends_on: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    state: str
    file_id: int
    source: str
    licence: str
    published_on: date | None
    frequency: str
    place: int | None
    is_own: bool
    is_region: bool
    model: str | None
    year: int | None


def benchmark_files_of(user: User) -> QuerySet[BenchmarkFile]:
    return BenchmarkFile.objects.visible_to(user).select_related("mapping", "begun_by")


def benchmark_mappings_of(user: User) -> QuerySet[BenchmarkMapping]:
    return BenchmarkMapping.objects.visible_to(user)


def neighbour_sets_of(user: User) -> NeighbourSetQuerySet:
    return NeighbourSet.objects.visible_to(user)


def benchmark_rows(indicators: Iterable[Indicator], *, at: datetime | None = None) -> dict[int, list[BenchmarkRow]]:
    """By indicator, by day, then by place; as it stood ``at`` a moment, or as it stands.

    Only of the areas that a strip compares with, however many there are.
    """
    in_use = NeighbourSet.objects.in_use() if at is None else NeighbourSet.objects.in_use_at(at)
    figures = BenchmarkFigure.objects.filter(indicator__in=list(indicators))
    if at is None:
        figures = figures.filter(replaced_by=None)
    else:
        still = Q(replaced_by=None) | Q(replaced_by__finished_at__gt=at)
        figures = figures.filter(still, file__finished_at__lte=at)
    one: QuerySet[NeighbourSet] = in_use[:1]
    neighbours = Neighbour.objects.filter(neighbour_set=Subquery(in_use.values("pk")[:1]), area=OuterRef("area"))
    found = (
        figures.annotate(
            place=Subquery(neighbours.values("place")[:1]),
            own=Subquery(one.values("own")),
            own_region=Subquery(one.values("own__region")),
            model=Subquery(one.values("model")),
            year=Subquery(one.values("year")),
        )
        .filter(Q(area__ons_code=ENGLAND) | Q(area=F("own")) | Q(area=F("own_region")) | Q(Exists(neighbours)))
        .order_by("starts_on", "place", "area__name")
    )
    rows: dict[int, list[BenchmarkRow]] = defaultdict(list)
    for columns in found.values_list(
            "indicator", "area__name", "area__kind", "area__ons_code", "starts_on", "ends_on", "value",
            "numerator", "denominator",
            "state", "file", "file__source", "file__licence", "file__published_on", "file__mapping__frequency", "place",
            "area", "own", "own_region", "model", "year",
    ):  # fmt: skip
        *first, area, own, region, model, year = columns
        row = BenchmarkRow._make([*first, area == own, area == region, model, year])
        rows[row.indicator_id].append(row)
    return rows
