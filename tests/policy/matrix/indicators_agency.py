"""The agency's side of indicator returns: a return of the world's own agency, with a part for its contributor."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from indicators.actions.submission import submit_return
from indicators.models import IndicatorReturn, ReturnFile
from tests.factories.indicators import (
    DataSetFactory,
    FigureFactory,
    IndicatorFactory,
    PeriodFactory,
    PublishedFigureFactory,
    ReturnFactory,
)
from tests.factories.returns import row
from tests.policy.matrix.rows import EVERYONE, OFFICERS, Row, nothing

LEADING = frozenset({"manager", "agency_lead"})
FILLING_IN = LEADING | {"contributor"}
SEEING = FILLING_IN | {"analyst"}
READS_ALONE = {"analyst": 403}
NOT_THE_CONTRIBUTORS = {"analyst": 403, "contributor": 403}

LEADS_WORDS = "Said by the lead, in a row of the lead's own."
PASSED_ON = "87.65"


def furnish(world: Any) -> None:
    today = timezone.localdate()
    period = PeriodFactory(
        data_set=DataSetFactory(name="A set that only its suppliers know"),
        due_on=today + timedelta(days=20),
        locks_on=today + timedelta(days=50),
        opened_on=today,
    )
    item = ReturnFactory(period=period, agency=world.agency)
    part = FigureFactory(indicator_return=item, given=True, delegated_to=world.people["contributor"])
    # Another agency supplies this one by now, and its earlier figures with it.
    passed_on = IndicatorFactory(supplier=world.other_agency, decimals=2)
    lead_row = FigureFactory(indicator_return=item, indicator=passed_on, given=True, commentary=LEADS_WORDS)
    before = period.span.previous()
    PublishedFigureFactory(
        indicator=passed_on,
        starts_on=before.starts_on,
        ends_on=before.ends_on,
        numerator=None,
        denominator=None,
        value=PASSED_ON,
    )
    world.things |= {"return_open": item, "figure_part": part, "figure_of_lead": lead_row}
    world.things["return_file"] = ReturnFile.objects.create(
        indicator_return=item,
        begun_by=world.people["agency_lead"],
        begun_at=timezone.now(),
        digest="0" * 64,
        lines=[],
        file_name="Only its writer knows.csv",
    )
    world.things["submission"] = _handed_in(world)


def _handed_in(world: Any) -> Any:
    item = ReturnFactory(agency=world.agency)
    FigureFactory(indicator_return=item, given=True, delegated_to=world.people["contributor"])
    FigureFactory(indicator_return=item, given=True, commentary=LEADS_WORDS)
    return submit_return(
        IndicatorReturn.objects.all(), item.pk, by=world.people["agency_lead"], today=item.period.due_on
    )


def _return(world: Any) -> dict[str, Any]:
    return {"pk": world.things["return_open"].pk}


def _handed_in_return(world: Any) -> dict[str, Any]:
    return {"pk": world.things["submission"].indicator_return_id}


def _file(world: Any) -> dict[str, Any]:
    return {"pk": world.things["return_file"].pk}


def _row_of_lead(world: Any) -> dict[str, Any]:
    return row(world.things["figure_of_lead"], numerator_text="46")


ROWS: list[Row] = [
    Row(
        "indicators:return-list",
        EVERYONE,
        secret=lambda _: "A set that only its suppliers know",
        secret_for=SEEING,
    ),
    Row(
        "indicators:return-detail",
        SEEING,
        arguments=_handed_in_return,
        refused=404,
        secret=lambda _: LEADS_WORDS,
        secret_for=OFFICERS | LEADING,
    ),
    Row(
        "indicators:return-edit",
        FILLING_IN,
        arguments=_return,
        refused=404,
        exceptions=READS_ALONE,
        secret=lambda _: PASSED_ON,
        secret_for=frozenset({"manager"}),
    ),
    Row(
        "indicators:return-save",
        LEADING,
        method="post",
        arguments=_return,
        data=_row_of_lead,
        ok=302,
        refused=404,
        # The contributor's own rows are taken; a row that is not theirs is shown back, and nobody's else is told.
        exceptions={"analyst": 403, "contributor": 409},
    ),
    Row(
        "indicators:figure-save",
        FILLING_IN,
        method="post",
        arguments=lambda world: {"pk": world.things["figure_part"].pk},
        data=lambda world: row(world.things["figure_part"], numerator_text="46"),
        refused=404,
        exceptions=READS_ALONE,
    ),
    Row("indicators:return-delegate", LEADING, arguments=_return, refused=404, exceptions=NOT_THE_CONTRIBUTORS),
    Row(
        "indicators:return-delegate",
        LEADING,
        method="post",
        arguments=_return,
        data=lambda world: {str(world.things["figure_part"].pk): ""},
        ok=302,
        refused=404,
        exceptions=NOT_THE_CONTRIBUTORS,
    ),
    Row(
        "indicators:return-sheet",
        FILLING_IN,
        arguments=lambda world: _return(world) | {"form": "csv"},
        refused=404,
        exceptions=READS_ALONE,
    ),
    Row("indicators:return-file-add", FILLING_IN, arguments=_return, refused=404, exceptions=READS_ALONE),
    Row(
        "indicators:return-file-add",
        FILLING_IN,
        method="post",
        arguments=_return,
        data=nothing,
        refused=404,
        exceptions=READS_ALONE,
    ),
    Row("indicators:return-file", frozenset({"agency_lead"}), arguments=_file, refused=404),
    Row(
        "indicators:return-file-save",
        frozenset({"agency_lead"}),
        method="post",
        arguments=_file,
        ok=302,
        refused=404,
    ),
    Row(
        "indicators:return-file-discard",
        frozenset({"agency_lead"}),
        method="post",
        arguments=_file,
        ok=302,
        refused=404,
    ),
    Row("indicators:return-submit", LEADING, arguments=_return, refused=404, exceptions=NOT_THE_CONTRIBUTORS),
    Row(
        "indicators:return-submit",
        LEADING,
        method="post",
        arguments=_return,
        data=nothing,
        ok=302,
        refused=404,
        exceptions=NOT_THE_CONTRIBUTORS,
    ),
    Row(
        "indicators:receipt",
        SEEING,
        arguments=lambda world: {"reference": world.things["submission"].reference},
        refused=404,
        secret=lambda _: LEADS_WORDS,
        secret_for=OFFICERS | LEADING,
    ),
]
