"""One invented indicator by locality: its quarters shared out among places, the same every time."""

import random
from datetime import timedelta

from demo.calendar import working_day_from
from demo.series import Reading
from demo.world import World
from indicators.enums import Breakdown
from indicators.models import Indicator, PublishedFigure
from lscb.core.periods import Period

CODE = "PO2"
# How much of all there is, and how much likelier than elsewhere: one place stands out, and one is very small.
LOCALITIES = (
    ("Aldermere town", 0.34, 1.0),
    ("Harbourside", 0.24, 1.55),
    ("North Vale", 0.18, 0.85),
    ("South Vale", 0.14, 0.9),
    ("The Moors", 0.075, 0.8),
    ("Holm Island", 0.025, 1.0),
)
SHOWN = 12


def load(whole: Indicator, run: list[Reading], quarters: list[Period], world: World) -> None:
    """The last years' quarters, but not the present one: its return is still coming in."""
    Indicator.objects.filter(pk=whole.pk).update(breakdown=Breakdown.LOCALITY)
    parts = [_part(whole, n, name) for n, (name, _share, _likelier) in enumerate(LOCALITIES, 1)]
    Indicator.objects.bulk_create(parts)
    chance = random.Random(whole.code)  # noqa: S311 - nothing secret hangs on it
    for reading, period in list(zip(run, quarters, strict=True))[-SHOWN - 1 : -1]:
        if reading.numerator is not None and reading.denominator is not None:
            _share_out(parts, reading, period, chance, world)


def _part(whole: Indicator, number: int, name: str) -> Indicator:
    return Indicator(
        code=f"{whole.code}.{number}",
        title=f"{whole.title}: {name}",
        parent=whole,
        supplier=whole.supplier,
        definition=whole.definition,
        unit=whole.unit,
        decimals=whole.decimals,
        counted=whole.counted,
        polarity=whole.polarity,
        frequency=whole.frequency,
        year_kind=whole.year_kind,
        numerator_words=whole.numerator_words,
        denominator_words=whole.denominator_words,
        is_invented=True,
    )


def _share_out(parts: list[Indicator], reading: Reading, period: Period, chance: random.Random, world: World) -> None:
    """Each incident falls to one place; whether it was a repeat depends on where."""
    places = range(len(parts))
    unders = chance.choices(places, [share for _name, share, _likelier in LOCALITIES], k=reading.denominator or 0)
    waiting = [(place, LOCALITIES[place][2] * chance.expovariate(1)) for place in unders]
    overs = [place for place, _ in sorted(waiting, key=lambda one: -one[1])[: reading.numerator or 0]]
    at = world.calendar.moment(working_day_from(period.ends_on + timedelta(days=40)))
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            indicator=part,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            numerator=overs.count(place),
            denominator=unders.count(place),
            published_at=at,
            published_by=world.analyst,
        )
        for place, part in enumerate(parts)
    )
