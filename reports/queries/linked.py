"""An indicator's hypotheses, each judged by what the Board may see of both runs."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from indicators.analysis.hypothesis import FEWEST_PAIRS, Judged, judge
from indicators.models import Hypothesis, Indicator, LookAt
from indicators.signal import NOTHING
from lscb.core.charts import PairChart, Run, Scale, pair_chart
from lscb.core.charts.words import NUMBERS
from lscb.core.models import User
from lscb.core.periods import Period
from lscb.core.templatetags.words import quantity
from reports.queries.series import Series, series_for
from reports.readers import board_reader


@dataclass(frozen=True)
class Supposed:
    """Both runs over the periods that both have, and what they say."""

    hypothesis: Hypothesis
    leading: Series
    following: Series
    judged: Judged

    @property
    def says(self) -> str:
        """Holding. In 11 of 12 cases in which both moved, they moved so."""
        return f"{self.judged.verdict.label}. {self.counted}"

    @property
    def counted(self) -> str:
        judged = self.judged
        cases = (
            f"In {judged.agreeing} of {quantity(judged.pairs, 'case')} in which both moved, they moved so."
            if judged.pairs
            else "There is no case yet in which both moved."
        )
        few = f" Fewer than {NUMBERS[FEWEST_PAIRS]} cases tell nothing." if judged.pairs < FEWEST_PAIRS else ""
        return f"{cases}{few}"

    @property
    def note(self) -> str:
        """What the lines between the two runs are."""
        after = self.hypothesis.after_periods
        later = "of the same period" if not after else f"{quantity(after, 'period')} later"
        return f"Each line leads from a move of {self.leading.indicator.code} to the move {later} that should follow."

    @cached_property
    def chart(self) -> PairChart:
        name = str(self.hypothesis)
        return pair_chart(name, f"{name}. {self.says}", _run(self.leading), _run(self.following), self.judged.cases)


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


def supposed_at(*, user: User, at: datetime) -> list[Supposed]:
    """Every hypothesis that stood at a moment, as the figures stood then: packs show the Board all that is agreed."""
    agreed = Indicator.objects.agreed()
    stood = Hypothesis.objects.filter(made_at__lte=at).exclude(withdrawn_at__lte=at)
    chosen = stood.filter(leading__in=agreed, following__in=agreed).select_related("leading", "following")
    hypotheses = list(chosen.order_by("leading__code", "following__code", "pk"))
    if not hypotheses:
        return []
    wanted = {pk for one in hypotheses for pk in (one.leading_id, one.following_id)}
    found = series_for(agreed.filter(pk__in=wanted), reader=board_reader(user), at=at, whole=True)
    by_pk = {one.indicator.pk: one for one in found}
    return [_supposed(one, by_pk[one.leading_id], by_pk[one.following_id]) for one in hypotheses]


def supposed(hypothesis: Hypothesis, *, user: User, at: datetime) -> Supposed:
    """One alone, to take away."""
    chosen = Indicator.objects.filter(pk__in=[hypothesis.leading_id, hypothesis.following_id])
    found = series_for(chosen.select_related("supplier"), reader=board_reader(user), at=at, whole=True)
    by_pk = {one.indicator.pk: one for one in found}
    return _supposed(hypothesis, by_pk[hypothesis.leading_id], by_pk[hypothesis.following_id])


def _run(one: Series) -> Run:
    return Run(f"{one.indicator.code} {one.indicator.title}", one.readings, Scale(one.indicator.decimals, one.suffix))


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
