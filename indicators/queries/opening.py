"""Whom a new period would ask, and for what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from board.models import Agency
from indicators.models import DataSet, Indicator
from indicators.models.library import supplier_of
from indicators.queries.people import leads_by_agency
from lscb.core.models import User
from lscb.core.periods import Period as Span


def to_be_asked(data_set: DataSet) -> QuerySet[Indicator]:
    """The data set's indicators that a new period asks for, in order: agreed ones of agencies at work.

    What is added up from its parts is asked of nobody.
    """
    return (
        Indicator.objects.agreed()
        .filter(lines__data_set=data_set, supplier__is_active=True, added_up_by="")
        .select_related("supplier")
        .order_by("lines__order", "code")
    )


def opens_next(data_set: DataSet) -> Span | None:
    """The period after the last that was opened; none before a person opened the first."""
    latest = data_set.periods.order_by("-starts_on").first()
    return latest.span.next() if latest else None


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency that a new period would ask, for how many indicators, and who is told."""

    agency: Agency
    indicators: list[Indicator]
    leads: list[User]


@dataclass(frozen=True, slots=True)
class WouldBeAsked:
    agencies: list[Asked]
    left_out: list[Indicator]

    @property
    def without_a_lead(self) -> list[Asked]:
        return [asked for asked in self.agencies if not asked.leads]

    @property
    def indicator_count(self) -> int:
        return sum(len(asked.indicators) for asked in self.agencies)


def who_would_be_asked(data_set: DataSet, *, today: date) -> WouldBeAsked:
    """Three queries. Left out: what is retired, has no supplier, or is of one that works with the Board no more."""
    by_agency: dict[Agency, list[Indicator]] = defaultdict(list)
    asked = list(to_be_asked(data_set))
    for indicator in asked:
        by_agency[supplier_of(indicator)].append(indicator)
    leads = leads_by_agency(today=today)
    left_out = Indicator.objects.filter(lines__data_set=data_set, added_up_by="")
    left_out = left_out.exclude(pk__in=[one.pk for one in asked])
    return WouldBeAsked(
        agencies=[
            Asked(agency, by_agency[agency], leads[agency.pk])
            for agency in sorted(by_agency, key=lambda agency: agency.name)
        ],
        left_out=list(left_out.select_related("supplier").order_by("lines__order")),
    )
