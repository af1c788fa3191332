"""What the demonstration Board measures: invented quarterly and yearly indicators, and published yearly ones."""

import json
from datetime import date
from pathlib import Path

from demo.log import Log
from demo.series import Definition
from demo.world import World
from indicators.models import DataSet, DataSetLine, Indicator, Target

DATA = Path(__file__).parent / "data"
LICENCE = (
    "Open Government Licence v3.0. Contains public sector information licensed under the Open Government Licence v3.0."
)
# Who answers for a published figure is the council, whose statistical returns it comes from.
PUBLISHED_SUPPLIER = "Children’s services"

QUARTERLY = "Quarterly safeguarding data set"
YEARLY = "Yearly workforce return"
MONTHLY = "Missing children, monthly"


def definitions(name: str) -> list[Definition]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def load(world: World, log: Log) -> dict[str, Indicator]:
    """Every indicator by its code, with targets, data sets, and what each helps to answer."""
    described = [
        *((definition, "quarter") for definition in definitions("quarterly")),
        *((definition, "month") for definition in definitions("monthly")),
        *((definition, "year") for definition in definitions("yearly")),
        *((definition, "year") for definition in definitions("published")),
    ]
    found = {definition["code"]: _indicator(definition, frequency, world) for definition, frequency in described}
    Indicator.objects.bulk_create(found.values())
    _set_targets([definition for definition, _frequency in described], found, world)
    _link([definition for definition, _frequency in described], found, world)
    _collect(QUARTERLY, "quarter", [found[d["code"]] for d in definitions("quarterly")])
    _collect(YEARLY, "year", [found[d["code"]] for d in definitions("yearly")])
    _collect(
        MONTHLY,
        "month",
        [found[d["code"]] for d in definitions("monthly")],
        opens_after_working_days=2,
        due_after_working_days=8,
        timely_for_days=4,
        lock_after_days=14,
    )
    began_at = world.calendar.moment(world.calendar.quarters[-12].starts_on, 11)
    for one in (*found.values(), *DataSet.objects.all()):
        verb = "data_set.added" if isinstance(one, DataSet) else "indicator.added"
        log.record(verb, one, by=world.analyst, at=began_at)
    return found


def is_published(definition: Definition) -> bool:
    return "statistic" in definition


def _indicator(definition: Definition, frequency: str, world: World) -> Indicator:
    published = is_published(definition)
    return Indicator(
        code=definition["code"],
        title=definition["title"],
        definition=definition["definition"],
        why_it_matters=definition.get("why_it_matters", ""),
        unit=definition["unit"],
        decimals=definition["decimals"],
        counted=definition["counted"],
        polarity=definition["polarity"],
        frequency=frequency,
        year_kind=definition.get("year_kind", "april"),
        numerator_words=definition.get("numerator_words", definition.get("numerator", "") if not published else ""),
        denominator_words=definition.get(
            "denominator_words", definition.get("denominator", "") if not published else ""
        ),
        supplier=world.agencies[PUBLISHED_SUPPLIER if published else definition["supplier"]],
        source=f"{definition['statistic']}, {LICENCE}" if published else "",
        is_invented=not published,
    )


def _set_targets(described: list[Definition], found: dict[str, Indicator], world: World) -> None:
    from_on = date(world.calendar.board_year - 7, 4, 1)
    Target.objects.bulk_create(
        Target(
            indicator=found[definition["code"]],
            from_on=from_on,
            value=definition["target"][0],
            tolerance=definition["target"][1],
            why="Agreed by the Board with its plan.",
        )
        for definition in described
        if "target" in definition
    )


def _link(described: list[Definition], found: dict[str, Indicator], world: World) -> None:
    for field, numbered in (("priorities", world.priorities), ("key_questions", world.key_questions)):
        through = getattr(Indicator, field).through
        key = {"priorities": "priority", "key_questions": "keyquestion"}[field]
        through.objects.bulk_create(
            through(indicator=found[definition["code"]], **{key: numbered[number - 1]})
            for definition in described
            for number in definition.get(field, [])
        )


def _collect(name: str, frequency: str, members: list[Indicator], **days: int) -> None:
    said = "Invented for the demonstration; no agency sent these figures."
    data_set = DataSet.objects.create(name=name, frequency=frequency, description=said, **days)
    DataSetLine.objects.bulk_create(
        DataSetLine(data_set=data_set, indicator=indicator, order=order) for order, indicator in enumerate(members, 1)
    )
