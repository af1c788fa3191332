"""The Board's staff's side of indicators: the library, data sets, periods and reviews."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.core import ThreadFactory
from tests.factories.indicators import (
    ChartMarkFactory,
    DataSetFactory,
    FigureFactory,
    GapFactory,
    HypothesisFactory,
    IndicatorCommentFactory,
    IndicatorFactory,
    LookAtFactory,
    PeriodFactory,
    ReturnFactory,
)
from tests.policy.matrix.rows import EVERYONE, OFFICERS, READERS, Row, nothing

WITH_A_ROLE = EVERYONE - {"nobody"}
AGENCYS_OWN = frozenset({"agency_lead", "contributor"})
# An indicator exists for those who read for the Board and for its supplier; a return for the staff and its agency.
NO_SUCH_INDICATOR = dict.fromkeys(EVERYONE - READERS - AGENCYS_OWN, 404)
NOT_THEIR_ACT = dict.fromkeys(AGENCYS_OWN, 403)


def furnish(world: Any) -> None:
    today = timezone.localdate()
    indicator = IndicatorFactory(supplier=world.agency, code="W1")
    data_set = DataSetFactory(indicators=[indicator])
    world.things["carrying_out"] = DataSetFactory(name="A set for an entry", entry=world.things["entry"])
    period = PeriodFactory(
        data_set=data_set, due_on=today + timedelta(days=20), locks_on=today + timedelta(days=50), opened_on=today
    )
    item = ReturnFactory(period=period, agency=world.agency, submitted=True)
    figure = FigureFactory(
        indicator_return=item, indicator=indicator, given=True, delegated_to=world.people["contributor"]
    )
    asked = FigureFactory(indicator_return=ReturnFactory(agency=world.agency, submitted=True), thread=ThreadFactory())
    type(asked).objects.filter(pk=asked.pk).update(delegated_to=world.people["contributor"])
    world.things |= {"data_set": data_set, "period": period, "return_in": item, "figure_in": figure}
    world.things |= {"indicator": indicator, "figure_asked": asked}
    world.things["in_consultation"] = IndicatorFactory(supplier=world.other_agency, code="W2", status="consultation")
    world.things["indicator_comment"] = IndicatorCommentFactory(indicator=world.things["in_consultation"])
    beside = IndicatorFactory(supplier=world.agency, code="W3")
    world.things["look_at"] = LookAtFactory(indicator=indicator, other=beside)
    world.things["hypothesis"] = HypothesisFactory(leading=indicator, following=beside)
    world.things["proposed"] = IndicatorFactory(
        supplier=None,
        status="proposed",
        proposed_for=world.agency,
        proposed_by=world.people["agency_lead"],
        code="W4",
        title="A thing its agency would count",
    )
    world.things["gap"] = GapFactory(indicator=indicator)
    world.things["chart_mark"] = ChartMarkFactory(indicator=indicator)


def pk_of(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _dates(world: Any) -> dict[str, Any]:
    period = world.things["period"]
    return {"due_on": period.due_on.isoformat(), "locks_on": period.locks_on.isoformat()}


def _another_period(world: Any) -> dict[str, Any]:
    following = world.things["period"].span.next()
    return _dates(world) | {
        "starts_on": following.starts_on.isoformat(),
        "due_on": (following.ends_on + timedelta(days=20)).isoformat(),
        "locks_on": (following.ends_on + timedelta(days=50)).isoformat(),
    }


# A meeting exists for everyone with a role; the world's belongs to another group than its chair's.
NOBODYS = {"nobody": 404}
CHOOSING: frozenset[str] = frozenset()


def _meeting(world: Any) -> dict[str, Any]:
    return {"pk": world.meeting.pk}


def _kept_by_officers(name: str, of: str, *, data: Any = None, ok: int = 200, **fields: Any) -> Row:
    """An address of one thing; a POST where ``data`` is given."""
    asked = {"method": "post", "data": data} if data else {}
    return Row(f"indicators:{name}", OFFICERS, arguments=pk_of(of), ok=ok, **asked, **fields)


LIBRARY = [
    Row("indicators:library", OFFICERS),
    Row("indicators:library-begin", OFFICERS, method="post", data=nothing, ok=302),
    Row("indicators:library-refine", OFFICERS, ok=302),
    Row("indicators:library-refine", OFFICERS, method="post", data=nothing, ok=302),
    *(Row("indicators:library-take-out", OFFICERS, arguments=of) for of in (lambda _: {"form": "xlsx"},)),
    Row("indicators:library-add", OFFICERS),
    Row("indicators:library-add", OFFICERS, method="post", data=nothing),
    *(
        _kept_by_officers(name, "indicator", exceptions=NO_SUCH_INDICATOR)
        for name in (
            "library-detail",
            "library-change",
            "library-breakdown",
            "library-ties",
            "target-add",
            "chart-mark-add",
            "gap-add",
        )
    ),
    *(
        _kept_by_officers(name, "indicator", data=data, ok=ok, exceptions=NO_SUCH_INDICATOR)
        for name, data, ok in (
            ("library-change", nothing, 200),
            ("library-breakdown", nothing, 200),
            ("library-ties", nothing, 302),
            ("gap-add", nothing, 200),
            ("chart-mark-add", nothing, 200),
            ("target-add", lambda _: {"from_on": "1 April 2027", "value": "90", "why": "Agreed"}, 302),
        )
    ),
    *(
        Row(
            "indicators:library-move",
            OFFICERS,
            arguments=lambda world: {"pk": world.things["indicator"].pk, "status": "retired"},
            ok=ok,
            exceptions=NO_SUCH_INDICATOR,
            **asked,
        )
        for ok, asked in ((200, {}), (302, {"method": "post", "data": lambda _: {"reason": "Enough of it"}}))
    ),
    *(
        _kept_by_officers(name, "gap", data=data, ok=ok, exceptions=NO_SUCH_INDICATOR)
        for name, data, ok in (
            ("gap-change", None, 200),
            ("gap-change", nothing, 200),
            ("gap-close", None, 200),
            ("gap-close", lambda _: {"outcome": "Counted now"}, 302),
        )
    ),
    Row(
        "indicators:proposal-list",
        WITH_A_ROLE,
        secret=lambda world: world.things["proposed"].title,
        secret_for=READERS | AGENCYS_OWN,
    ),
    *(
        Row(
            f"indicators:{name}",
            WITH_A_ROLE,
            secret=lambda world: world.things["gap"].missing,
            secret_for=READERS | AGENCYS_OWN,
        )
        for name in ("gap-register", "gathering-plan")
    ),
    Row("indicators:proposal-add", WITH_A_ROLE),
    Row("indicators:proposal-add", WITH_A_ROLE, method="post", data=nothing),
    *(
        Row(
            "indicators:proposal-change",
            frozenset({"agency_lead"}),
            arguments=pk_of("proposed"),
            exceptions={"other_lead": 404, "nobody": 404},
            **asked,
        )
        for asked in ({}, {"method": "post", "data": nothing})
    ),
    *(
        Row(
            f"indicators:{name}",
            WITH_A_ROLE,
            arguments=pk_of("in_consultation"),
            exceptions={"nobody": 404},
            **asked,
        )
        for name, asked in (
            (
                "proposal",
                {
                    "secret": lambda world: world.things["indicator_comment"].text,
                    "secret_for": OFFICERS | {"chair"},
                },
            ),
            ("proposal-comment", {}),
            ("proposal-comment", {"method": "post", "data": lambda _: {"text": "Count it weekly"}, "ok": 302}),
        )
    ),
    *(
        Row(
            "indicators:comment-answer",
            OFFICERS,
            arguments=pk_of("indicator_comment"),
            refused=404,
            exceptions={"chair": 403},
            **asked,
        )
        for asked in ({}, {"method": "post", "data": lambda _: {"answer": "taken_up"}, "ok": 302})
    ),
    *(
        _kept_by_officers(name, of, data=data, ok=ok, exceptions=NO_SUCH_INDICATOR)
        for name, of, data, ok in (
            ("look-at-add", "indicator", None, 200),
            ("look-at-add", "indicator", nothing, 200),
            ("look-at-remove", "look_at", nothing, 302),
            ("hypothesis-add", "indicator", None, 200),
            ("hypothesis-add", "indicator", nothing, 200),
            ("hypothesis-withdraw", "hypothesis", nothing, 302),
        )
    ),
    _kept_by_officers("chart-mark-take-off", "chart_mark", data=nothing, ok=302, exceptions=NO_SUCH_INDICATOR),
]

DATA_SETS = [
    Row("indicators:data-set-list", OFFICERS),
    Row("indicators:data-set-add", OFFICERS),
    Row("indicators:data-set-add", OFFICERS, method="post", data=nothing),
    *(
        _kept_by_officers(name, "data_set", refused=404)
        for name in ("data-set-detail", "data-set-change", "period-open")
    ),
    _kept_by_officers("data-set-change", "data_set", data=nothing, refused=404),
    _kept_by_officers("period-open", "data_set", data=_another_period, ok=302, refused=404),
    *(_kept_by_officers(name, "period", refused=404) for name in ("period-detail", "period-change", "period-chase")),
    *(
        _kept_by_officers(name, "period", data=data, ok=302, refused=404)
        for name, data in (
            ("period-change", _dates),
            ("period-remind", nothing),
            ("period-close", nothing),
            ("period-reopen", nothing),
        )
    ),
]

REVIEW = [
    Row("indicators:meeting-choose", OFFICERS | CHOOSING, arguments=_meeting, exceptions=NOBODYS),
    Row(
        "indicators:meeting-choose",
        OFFICERS | CHOOSING,
        method="post",
        arguments=_meeting,
        data=lambda _: {"read": ""},
        ok=302,
        exceptions=NOBODYS,
    ),
    *(
        _kept_by_officers(name, "return_in", refused=404, exceptions=NOT_THEIR_ACT)
        for name in ("review", "return-send-back")
    ),
    _kept_by_officers("return-late", "return_in", refused=404, exceptions=NOT_THEIR_ACT),
    _kept_by_officers("return-late", "return_in", data=nothing, refused=404, exceptions=NOT_THEIR_ACT),
    _kept_by_officers("return-late-end", "return_in", data=nothing, ok=302, refused=404, exceptions=NOT_THEIR_ACT),
    _kept_by_officers("return-accept", "return_in", data=nothing, ok=302, refused=404, exceptions=NOT_THEIR_ACT),
    _kept_by_officers(
        "return-send-back",
        "return_in",
        data=lambda _: {"reason": "Row 2 is empty."},
        ok=302,
        refused=404,
        exceptions=NOT_THEIR_ACT,
    ),
    _kept_by_officers("figure-query", "figure_in", refused=404, exceptions=NOT_THEIR_ACT),
    _kept_by_officers(
        "figure-query",
        "figure_in",
        data=lambda _: {"text": "Is it right?"},
        ok=302,
        refused=404,
        exceptions=NOT_THEIR_ACT,
    ),
    _kept_by_officers("query-close", "figure_asked", data=nothing, ok=302, refused=404, exceptions=NOT_THEIR_ACT),
    Row("indicators:figure-answer", OFFICERS | AGENCYS_OWN, arguments=pk_of("figure_asked"), refused=404),
    Row(
        "indicators:figure-answer",
        OFFICERS | AGENCYS_OWN,
        method="post",
        arguments=pk_of("figure_asked"),
        data=lambda _: {"text": "It is."},
        ok=302,
        refused=404,
    ),
]

ROWS: list[Row] = [*LIBRARY, *DATA_SETS, *REVIEW]
