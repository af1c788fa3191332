"""One invented count that several agencies each give for themselves: asked of each, added up, small ones hidden."""

from django.db.models import Max

from board.models import Agency, Priority
from demo.calendar import Calendar
from demo.log import Log
from demo.series import Reading, invent
from demo.world import World
from indicators.actions.breakdowns import SHARED
from indicators.enums import Breakdown
from indicators.models import DataSet, DataSetLine, Indicator, PublishedFigure

CODE = "MA1"
# Who counts, and along which path of each quarter's counts: the last is so small that it is seldom shown.
AGENCIES = (
    ("Police", [[27, 96], [12, 104], [0, 121]]),
    ("Schools", [[27, 74], [12, 88], [0, 93]]),
    ("Hospitals", [[27, 31], [12, 33], [0, 36]]),
    ("Vale", [[27, 22], [12, 25], [0, 27]]),
    ("Ambulance", [[27, 9], [12, 11], [0, 13]]),
    ("Voluntary Action", [[27, 4], [0, 4.5]]),
)
Runs = dict[Indicator, list[Reading]]


def load(data_set: DataSet, calendar: Calendar, world: World, log: Log) -> Runs:
    """The whole, its parts in the data set after all others, and what each agency counted in each quarter."""
    whole = Indicator.objects.create(
        code=CODE,
        title="Referrals about neglect",
        definition=(
            "Referrals to children’s services in the quarter in which the agency that made them named neglect first. "
            "Each agency counts those that it made."
        ),
        why_it_matters="Neglect is noticed by whoever sees the child most, and not all who see it refer it.",
        unit="number",
        decimals=0,
        counted="over",
        polarity="neither",
        frequency="quarter",
        supplier=world.agencies[AGENCIES[0][0]],
        numerator_words="Referrals that named neglect first",
        breakdown=Breakdown.AGENCY,
        added_up_by=Breakdown.AGENCY,
        is_invented=True,
    )
    whole.priorities.set(Priority.objects.filter(title="Neglect"))
    log.record("indicator.added", whole, by=world.analyst, at=calendar.moment(calendar.quarters[-12].starts_on, 11))
    parts = [_part(whole, number, world.agencies[name]) for number, (name, _path) in enumerate(AGENCIES, 1)]
    Indicator.objects.bulk_create(parts)
    whole.other_suppliers.set([world.agencies[name] for name, _path in AGENCIES[1:]])
    after = data_set.lines.count() + 1
    DataSetLine.objects.bulk_create(
        DataSetLine(data_set=data_set, indicator=one, order=order) for order, one in enumerate([whole, *parts], after)
    )
    return {
        part: invent({"code": part.code, "unit": "number", "path": path}, len(calendar.quarters))
        for part, (_name, path) in zip(parts, AGENCIES, strict=True)
    }


def whole_of(runs: Runs) -> Runs:
    """What the parts come to, quarter by quarter."""
    whole = next(part.parent for part in runs if part.parent)
    return {whole: [Reading(sum(one.numerator or 0 for one in each)) for each in zip(*runs.values(), strict=True)]}


def date_wholes() -> None:
    """A whole is known on the day its last part is accepted, in whichever order the returns were made here."""
    for figure in PublishedFigure.objects.filter(indicator__code=CODE):
        beside = PublishedFigure.objects.filter(indicator__parent__code=CODE, starts_on=figure.starts_on)
        figure.published_at = beside.aggregate(last=Max("published_at"))["last"]
        figure.save(update_fields=["published_at"])


def _part(whole: Indicator, number: int, agency: Agency) -> Indicator:
    return Indicator(
        **{field: getattr(whole, field) for field in SHARED},
        code=f"{whole.code}.{number}",
        title=f"{whole.title}: {agency.name}",
        parent=whole,
        breakdown_name=Breakdown.AGENCY,
        group_name=agency.name,
        supplier=agency,
    )
