"""The dashboard, the indicators and their figures: for those who read for the Board, and a supplier's own people."""

from datetime import date
from typing import Any

from django.utils import timezone

from tests.factories.core import ThreadFactory
from tests.factories.frameworks import StandardFactory
from tests.factories.indicators import (
    FigureFactory,
    HypothesisFactory,
    IndicatorFactory,
    LookAtFactory,
    PublishedFigureFactory,
    ReturnFactory,
)
from tests.policy.matrix.rows import EVERYONE, OFFICERS, READERS, Row, nothing

OF_THE_SUPPLIER = frozenset({"agency_lead", "contributor"})
# Of what the supplier's own people supply and what another agency does: for those who may see both.
LOOK_WHY, SUPPOSED_WHY = "It tells who waits.", "Whoever waits is seen later."
SAID = "All three were of one family."
ASKED = "Asked about its figures"
OTHERS_PART = "By those who came first"
LIKE, IN_A_DRAFT = "Children seen by another agency", "Children are seen before they ask"


def furnish(world: Any) -> None:
    measured = IndicatorFactory(
        code="READ1", title="Children seen within a day of referral", supplier=world.agency, frequency="year"
    )
    PublishedFigureFactory(
        indicator=measured,
        starts_on=date(2025, 4, 1),
        ends_on=date(2026, 3, 31),
        numerator=3,
        denominator=60,
        commentary=SAID,
    )
    theirs = IndicatorFactory(supplier=world.other_agency, code="READ2", frequency="year")
    LookAtFactory(indicator=measured, other=theirs, why=LOOK_WHY)
    world.things["supposed"] = HypothesisFactory(leading=measured, following=theirs, why=SUPPOSED_WHY)
    world.things["measured"] = measured
    measured.similar_to.add(IndicatorFactory(supplier=world.other_agency, code="READ3", title=LIKE, frequency="year"))
    measured.standards.add(StandardFactory(outcome=IN_A_DRAFT))
    part = {"frequency": "year", "parent": measured}
    IndicatorFactory(code="READ1.1", title="By the night team", supplier=world.agency, **part)
    IndicatorFactory(code="READ1.2", title=OTHERS_PART, supplier=world.other_agency, **part)
    satisfied = ThreadFactory(closed_by=world.people["manager"], closed_at=timezone.now())
    FigureFactory(indicator_return=ReturnFactory(agency=world.agency), indicator=measured, thread=satisfied)


def of_measured(world: Any) -> dict[str, Any]:
    return {"pk": world.things["measured"].pk}


def as_file(world: Any) -> dict[str, Any]:
    return {**of_measured(world), "form": "svg"}


def as_table(world: Any) -> dict[str, Any]:
    return {**of_measured(world), "form": "csv"}


def title(world: Any) -> str:
    return world.things["measured"].title


# What is said of a small figure is on no page until somebody trusted has opened the counts.
SMALL: dict[str, Any] = {"secret": lambda _world: SAID, "secret_for": frozenset()}
TRUSTED = OFFICERS | OF_THE_SUPPLIER
OPENING: dict[str, Any] = {
    "arguments": of_measured,
    "exceptions": dict.fromkeys(EVERYONE - READERS - OF_THE_SUPPLIER, 404),
}
# Another agency's lead has a list of their own, without this indicator.
LISTED: dict[str, Any] = {"secret": title, "secret_for": READERS | OF_THE_SUPPLIER}
OF_AN_AGENCY = OF_THE_SUPPLIER | {"other_lead"}

ROWS: list[Row] = [
    Row("reports:dashboard", READERS, secret=title, secret_for=READERS),
    Row("reports:indicator-list", READERS | OF_AN_AGENCY, **LISTED),
    Row("reports:indicator-list-csv", READERS | OF_AN_AGENCY, **LISTED),
    Row(
        "reports:indicator",
        READERS | OF_THE_SUPPLIER,
        arguments=of_measured,
        refused=404,
        also_secret=(
            (lambda _world: ASKED, OFFICERS | {"agency_lead"}),
            (lambda _world: OTHERS_PART, READERS),
            (lambda _world: LOOK_WHY, READERS),
            (lambda _world: LIKE, READERS),
            (lambda _world: IN_A_DRAFT, OFFICERS),
        ),
        **SMALL,
    ),
    Row(
        "reports:agency",
        READERS | OF_THE_SUPPLIER,
        arguments=lambda world: {"pk": world.agency.pk},
        refused=404,
        secret=title,
        secret_for=READERS | OF_THE_SUPPLIER,
    ),
    Row("reports:indicator-revisions", READERS | OF_THE_SUPPLIER, arguments=of_measured, refused=404),
    Row("reports:meeting-figures", READERS, arguments=lambda world: {"pk": world.meeting.pk}),
    Row(
        "reports:linked",
        READERS | OF_THE_SUPPLIER,
        arguments=of_measured,
        refused=404,
        secret=lambda _world: LOOK_WHY,
        secret_for=READERS,
        also_secret=((lambda _world: SUPPOSED_WHY, READERS),),
    ),
    Row(
        "reports:hypothesis-file",
        READERS,
        arguments=lambda world: {"pk": world.things["supposed"].pk, "form": "csv"},
        refused=404,
    ),
    Row(
        "reports:compare",
        READERS | OF_THE_SUPPLIER,
        arguments=of_measured,
        refused=404,
        also_secret=((lambda world: world.other_agency.name, READERS),),
        **SMALL,
    ),
    Row(
        "reports:compared-file",
        READERS | OF_THE_SUPPLIER,
        arguments=as_table,
        refused=404,
        also_secret=((lambda world: world.other_agency.name, READERS),),
        **SMALL,
    ),
    Row("indicators:counts-open", TRUSTED, **OPENING),
    Row("indicators:counts-open", TRUSTED, method="post", data=lambda _: {"reason": "Checking."}, ok=302, **OPENING),
    Row(
        "indicators:counts-close",
        READERS | OF_THE_SUPPLIER,
        method="post",
        arguments=of_measured,
        data=nothing,
        ok=302,
        refused=404,
    ),
    Row("reports:indicator-csv", READERS | OF_THE_SUPPLIER, arguments=of_measured, refused=404, **SMALL),
    Row("reports:indicator-file", READERS | OF_THE_SUPPLIER, arguments=as_file, refused=404, **SMALL),
]
