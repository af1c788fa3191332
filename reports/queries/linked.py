"""An indicator's hypotheses, each judged by what the Board may see of both runs."""

from dataclasses import dataclass, replace
from datetime import datetime

from indicators.analysis.hypothesis import Judged, judge
from indicators.models import Hypothesis, Indicator, LookAt
from indicators.signal import NOTHING
from lscb.core.models import User
from lscb.core.periods import Period
from reports.queries.series import Series, series_for
from reports.readers import board_reader


@dataclass(frozen=True, slots=True)
class Supposed:
    """Both runs over the periods that both have, and what they say."""

    hypothesis: Hypothesis
    leading: Series
    following: Series
    judged: Judged


@dataclass(frozen=True, slots=True)
class Linked:
    looks_at: list[tuple[LookAt, Series | None]]
    supposed: list[Supposed]


def linked_with(indicator: Indicator, *, user: User, at: datetime) -> Linked:
    """A fixed number of queries. Disclosed values only, whoever reads; both indicators of each are theirs to see."""
    links = list(LookAt.objects.visible_to(user).filter(indicator=indicator).select_related("indicator", "other"))
    about = Hypothesis.objects.visible_to(user).about(indicator).select_related("leading", "following", "made_by")
    hypotheses = list(about)
    wanted = {link.other_id for link in links}
    wanted |= {pk for one in hypotheses for pk in (one.leading_id, one.following_id)}
    chosen = Indicator.objects.filter(pk__in=wanted).select_related("supplier")
    found = series_for(chosen, reader=board_reader(user), at=at, whole=True)
    by_pk = {one.indicator.pk: one for one in found}
    return Linked(
        [(link, by_pk.get(link.other_id)) for link in links],
        [_supposed(one, by_pk[one.leading_id], by_pk[one.following_id]) for one in hypotheses],
    )


def _supposed(hypothesis: Hypothesis, leading: Series, following: Series) -> Supposed:
    first = {measure.period: measure.value for measure in leading.measures}
    second = {measure.period: measure.value for measure in following.measures}
    periods = sorted(first.keys() & second.keys())
    judged = judge(
        [first[period] for period in periods],
        [second[period] for period in periods],
        after=hypothesis.after_periods,
        falls=hypothesis.falls,
    )
    return Supposed(hypothesis, _cut(leading, set(periods)), _cut(following, set(periods)), judged)


def _cut(series: Series, periods: set[Period]) -> Series:
    """To these periods, without limits, which belong to the whole run."""
    return replace(series, measures=tuple(one for one in series.measures if one.period in periods), signal=NOTHING)
