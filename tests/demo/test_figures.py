import csv
from decimal import Decimal

import pytest

from demo import together
from demo.figures import period_of, read_row, rows_of
from demo.indicators import DATA, LICENCE, definitions
from demo.series import invent
from indicators.analysis.derive import derive
from indicators.analysis.units import Unit
from indicators.models import (
    ChartMark,
    Figure,
    Hypothesis,
    Indicator,
    IndicatorReturn,
    LookAt,
    PublishedFigure,
    Submission,
)
from indicators.rows import problems, read
from indicators.rows import rows_of as rows_of_return

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.once]

PUBLISHED = {definition["code"]: definition for definition in definitions("published")}
# What the Department and the Lab have published so far goes back no further.
SHORTER = {"PF01", "PF02", "PF10"}


def test_indicators_are_either_invented_and_say_so_or_attributed():
    invented = Indicator.objects.agreed().filter(is_invented=True)
    published = Indicator.objects.agreed().filter(is_invented=False)

    assert (invented.count(), published.count()) == (30 + 2 + 6 + 6, len(PUBLISHED))
    assert {indicator.source for indicator in invented} == {""}
    for indicator in published:
        assert "(Trafford)" in indicator.source
        assert indicator.source.endswith(LICENCE)


def test_the_extracts_of_our_own_figures_hold_one_authority_and_no_other():
    for path in DATA.glob("*.csv"):
        if path.name.startswith(("others_", "neighbours_")):
            continue
        with path.open(encoding="utf-8", newline="") as file:
            names = {row.get("la_name") or row["area_name"] for row in csv.DictReader(file)}
        assert names == {"Trafford"}


@pytest.mark.parametrize("code", PUBLISHED)
def test_every_published_figure_is_shown_as_it_was_published(code):
    indicator = Indicator.objects.get(code=code)
    shown = {figure.starts_on: figure.derived for figure in indicator.published.current()}

    expected = {}
    for row in rows_of(PUBLISHED[code]):
        _counts, value = read_row(row, PUBLISHED[code])
        expected[period_of(row, indicator).starts_on] = value.value

    assert shown == expected


def test_every_percentage_that_was_published_with_counts_agrees_with_them():
    with_counts = [definition for definition in PUBLISHED.values() if "numerator" in definition]

    assert [definition["code"] for definition in with_counts] == ["PF02", "PF05", "PF06"]
    for definition in with_counts:
        for row in rows_of(definition):
            counts, value = read_row(row, definition)
            multiplier = Unit(definition["unit"]).multiplier
            assert derive(**counts, unit_multiplier=multiplier, places=definition["decimals"]) == value.value


def test_indicators_have_six_years_or_more_but_for_the_months_which_are_new():
    years = {}
    for indicator in Indicator.objects.agreed().filter(parent=None).exclude(frequency="month"):
        runs = indicator.published.current().order_by("starts_on")
        years[indicator.code] = runs.last().ends_on.year - runs.first().starts_on.year

    assert {code for code, count in years.items() if count < 6} == SHORTER


def test_quarterly_indicators_of_every_unit_come_from_every_agency():
    quarterly = Indicator.objects.agreed().filter(frequency="quarter", parent=None)

    assert quarterly.count() == 26
    assert len(set(quarterly.values_list("supplier", flat=True))) == 12
    assert set(quarterly.values_list("unit", flat=True)) == {"percentage", "number", "rate_per_10000", "days"}


def test_figures_are_what_the_product_reads_in_their_texts():
    for figure in Figure.objects.select_related("indicator"):
        reading = read(figure)
        assert (figure.state, figure.numerator, figure.denominator, figure.value) == (
            reading.state,
            reading.numerator,
            reading.denominator,
            reading.value,
        )


def test_every_return_that_was_submitted_would_be_taken_by_the_product():
    submitted = IndicatorReturn.objects.exclude(submitted_at=None).select_related("agency", "period__data_set")

    assert Submission.objects.count() == submitted.count() > 90
    for item in submitted:
        rows = rows_of_return(item, item.figures.in_order(), user=item.submitted_by)
        assert problems(rows, is_nil=item.is_nil) == []


def test_published_figures_never_hold_a_value_beside_counts():
    assert not PublishedFigure.objects.exclude(value=None).exclude(numerator=None).exists()


def test_small_counts_and_missing_returns_are_there_to_be_seen():
    counts = PublishedFigure.objects.filter(indicator__unit="number", value__gt=0, value__lt=Decimal(5))
    reasons = PublishedFigure.objects.exclude(missing_reason="").values_list("missing_reason", flat=True)

    assert counts.count() > 10
    assert set(reasons) == {"not_ready", "not_collected"}


def test_an_indicator_that_six_agencies_count_is_their_sum_and_its_small_parts_are_hidden():
    whole = Indicator.objects.get(code=together.CODE)
    parts = list(whole.parts.kept_parts())
    assert len({part.supplier for part in parts}) == len(parts) == 6
    known = PublishedFigure.objects.current().filter(indicator=whole).order_by("starts_on")
    assert 22 <= known.count() < 28  # one agency never sent a return, and not all have sent the present one
    hidden = 0
    for figure in known:
        beside = list(PublishedFigure.objects.current().filter(indicator__in=parts, starts_on=figure.starts_on))
        assert sum(one.derived for one in beside) == figure.derived
        assert max(one.published_at for one in beside) == figure.published_at
        small = [one for one in beside if 0 < one.derived < Decimal(5)]
        hidden += bool(small)
        # Alone it could be worked out from the rest.
        assert len(small) != 1 or any(one.is_hidden_beside for one in [*beside, figure])
    assert hidden > 5


@pytest.mark.parametrize("definition", definitions("quarterly"), ids=lambda definition: definition["code"])
def test_invented_series_are_the_same_each_time_and_never_above_their_whole(definition):
    run = invent(definition, 28)

    assert run == invent(definition, 28)
    if definition["unit"] == "percentage":
        assert [
            reading for reading in run if reading.numerator is not None and reading.numerator > reading.denominator
        ] == []


def test_some_indicators_lead_to_others_and_limits_began_anew_with_a_reason():
    assert {one.indicator.code for one in LookAt.objects.all()} == {"CS2", "HO1", "PO2"}
    assert Hypothesis.objects.count() == 2
    assert {(mark.indicator.code, mark.kind) for mark in ChartMark.objects.all()} == {
        ("CS5", "rebase"),
        ("HO1", "note"),
    }
    rebased = ChartMark.objects.get(kind="rebase")
    assert rebased.indicator.published.current().filter(ends_on__lt=rebased.from_on).count() > 12
