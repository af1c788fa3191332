import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscb.core.charts import NARROW, PAPER, WIDE, Reading, Scale, draw, headline, run_chart, sentence, spark
from lscb.core.charts.axis import nice_axis, nice_step
from lscb.core.charts.labels import nudge_apart
from lscb.core.charts.readings import Lines
from lscb.core.periods import PeriodKind, periods_between

pytestmark = pytest.mark.once

PROPERTY = settings(deadline=None, derandomize=True, max_examples=60)
NAME = "Return home interviews"
FIVE_YEARS = [62, 66, 59, 64, 61, None, 67, 63, 65, 74, 78, "hidden", 77, 80, 76, 79, 75, 76, 71, 63]

figures = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
readings = st.lists(
    st.builds(
        Reading,
        st.sampled_from(["Q1 2025–26", "July 2026", "2026–27"]),
        st.none() | figures,
        st.sampled_from(["given", "given", "hidden", "missing"]),
        st.booleans(),
    ),
    max_size=70,
)


def quarters(values, provisional=()):
    """Readings from Q1 2021–22 on: a number, None for no return, "hidden" for a hidden one."""
    periods = periods_between(date(2021, 4, 1), date(2030, 3, 31), PeriodKind.QUARTER)
    return [
        Reading(
            period.label,
            None if value in (None, "hidden") else Decimal(str(value)),
            "hidden" if value == "hidden" else "missing" if value is None else "given",
            index in provisional,
            period.short_label,
            period.year_label,
        )
        for index, (value, period) in enumerate(zip(values, periods, strict=False))
    ]


def drawn(values, size=WIDE, target=None, decimals=0, suffix=""):
    return draw(quarters(values), "A title", Scale(decimals, suffix), target=target, size=size)


# The line


def test_a_line_breaks_where_nothing_was_returned_and_where_a_figure_is_hidden():
    drawing = drawn([62, 66, None, 64, 61, "hidden", 67, 63])

    assert [len(segment.split()) // 2 for segment in drawing.segments] == [2, 2, 2]
    assert len(drawing.points) == 6


def test_a_point_between_two_gaps_stands_alone():
    drawing = drawn([62, None, 64])

    assert (drawing.segments, len(drawing.points)) == ((), 2)


def test_a_higher_figure_stands_higher_and_readings_are_evenly_spaced():
    points = drawn([10, 20, 30]).points

    assert [point.y for point in points] == sorted((point.y for point in points), reverse=True)
    assert round(points[2].x - points[1].x, 1) == round(points[1].x - points[0].x, 1)


def test_each_point_says_its_period_and_figure():
    drawing = draw(quarters([62, 66], provisional={1}), "A title", Scale(1, "%"))

    assert [(point.text, point.provisional) for point in drawing.points] == [
        ("Q1 2021–22: 62.0%", False),
        ("Q2 2021–22: 66.0%, provisional", True),
    ]


def test_a_hidden_figure_is_a_striped_column_with_its_word():
    drawing = drawn([62, 66, "hidden", 64])

    assert [mark.text for mark in drawing.marks] == ["hidden"]
    assert [column.stripes.startswith("M") for column in drawing.columns] == [True]
    assert drawing.columns[0].x < drawing.marks[0].x < drawing.columns[0].x + drawing.columns[0].width


def test_neighbours_without_a_point_share_one_word():
    assert [mark.text for mark in drawn([62, "hidden", "hidden", None, None, 64]).marks] == ["hidden", "no return"]


@PROPERTY
@given(readings, figures)
def test_a_hidden_value_leaves_no_trace(given_readings, other):
    changed = [
        Reading(r.label, other if r.is_hidden else r.value, r.state, r.provisional, r.tick, r.group)
        for r in given_readings
    ]

    assert run_chart(NAME, changed) == run_chart(NAME, given_readings)
    assert spark(NAME, changed) == spark(NAME, given_readings)


# The frame


@PROPERTY
@given(readings, st.none() | figures, st.sampled_from([WIDE, NARROW, PAPER]), st.sampled_from(["", "%", " days"]))
def test_everything_stays_inside_the_drawing(given_readings, target, size, suffix):
    drawing = draw(given_readings, "A title", Scale(0, suffix), target=target, size=size)

    plot = drawing.plot
    assert 0 < plot.left < plot.right < size.width
    assert [p for p in drawing.points if not (plot.left < p.x < plot.right and plot.top <= p.y <= plot.bottom)] == []
    assert [mark for mark in drawing.marks if mark.y < 0 or mark.y + mark.height > plot.bottom] == []
    assert [label for label in drawing.labels if label.left < 0 or label.right > size.width] == []


@PROPERTY
@given(readings, st.sampled_from([WIDE, NARROW, PAPER]))
def test_no_label_runs_into_another(given_readings, size):
    drawing = draw(given_readings, "A title", Scale(), size=size)

    assert [pair for pair in pairwise(drawing.labels) if pair[0].right > pair[1].left] == []
    assert [
        (one, other)
        for index, one in enumerate(drawing.marks)
        for other in drawing.marks[index + 1 :]
        if one.touches(other)
    ] == []


def test_quarters_are_labelled_in_two_rows():
    drawing = drawn(FIVE_YEARS)

    assert [label.text for label in drawing.labels] == ["Q1", "Q2", "Q3", "Q4"] * 5
    assert [group.text for group in drawing.groups] == ["2021–22", "2022–23", "2023–24", "2024–25", "2025–26"]


def test_where_each_period_is_a_year_its_year_is_written_once():
    years = ["2023–24", "2024–25", "2025–26"]

    drawing = draw([Reading(year, Decimal(5), tick=year, group=year) for year in years], "A title", Scale())

    assert ([label.text for label in drawing.labels], drawing.groups) == (years, ())


def test_months_without_room_keep_only_their_years():
    months = list(periods_between(date(2021, 4, 1), date(2026, 3, 31), PeriodKind.MONTH))
    given_readings = [Reading(month.label, 5, tick=month.short_label, group=month.year_label) for month in months]

    drawing = draw(given_readings, "A title", Scale())

    assert (drawing.labels, len(drawing.groups)) == ((), 5)


def test_a_year_without_room_goes_unsaid_but_keeps_its_bracket():
    drawing = draw(quarters([1] * 21)[3:], "A title", Scale(), size=WIDE)

    assert [group.text for group in drawing.groups] == [
        "2021–22",
        "2022–23",
        "2023–24",
        "2024–25",
        "2025–26",
        "2026–27",
    ]
    assert [pair for pair in pairwise(drawing.groups) if pair[0].x2 > pair[1].x1] == []


def test_labels_without_years_keep_the_latest():
    given_readings = [Reading(f"{year}–{(year + 1) % 100:02}", 5) for year in range(1990, 2026)]

    labels = draw(given_readings, "A title", Scale(), size=WIDE).labels

    assert labels[-1].text == "2025–26"
    assert 5 < len(labels) < 20


def test_the_narrow_drawing_shows_the_last_twelve():
    points = drawn(range(20, 40), size=NARROW).points

    assert (len(points), points[0].text) == (12, "Q1 2023–24: 28")


# Target and median


def test_target_and_median_are_labelled_at_the_right():
    drawing = drawn(FIVE_YEARS, target=90, suffix="%")

    assert (drawing.target.text, drawing.median.text) == ("Target 90%", "Median 69%")
    assert drawing.target.y < drawing.median.y


def test_a_median_between_two_figures_has_one_decimal_more():
    assert drawn([1, 2, 3, 4, 5, 6, 7, 8]).median.text == "Median 4.5"


def test_fewer_than_eight_figures_have_no_median():
    assert drawn([1, 2, 3, 4, 5, 6, 7, None, "hidden"]).median is None


def test_every_width_has_the_median_of_all_readings():
    chart = run_chart(NAME, quarters(FIVE_YEARS))

    assert {drawing.median.text for drawing in (chart.wide, chart.narrow, chart.paper)} == {"Median 69"}


def test_labels_of_lines_that_nearly_meet_are_nudged_apart():
    drawing = drawn([70, 71, 70, 71, 70, 71, 70, 71, 40], target=71)

    assert abs(drawing.target.text_y - drawing.median.text_y) >= 16


@PROPERTY
@given(st.lists(st.floats(min_value=16, max_value=254), max_size=8))
def test_nudged_labels_keep_their_order_and_their_distance(ys):
    placed = nudge_apart(ys, top=16, bottom=254)

    in_order = [placed[index] for index in sorted(range(len(ys)), key=lambda index: ys[index])]
    assert [pair for pair in pairwise(in_order) if pair[1] - pair[0] < 15.99] == []
    assert [y for y in placed if not 15.99 <= y <= 254.01] == []


# The axis


@pytest.mark.parametrize(
    ("values", "decimals", "suffix", "texts"),
    [
        ([59, 80], 0, "%", ["50", "60", "70", "80%"]),
        ([62, 63], 0, "%", ["62", "63%"]),
        ([98, 100], 0, "%", ["98", "99", "100%"]),
        ([100, 100], 0, "%", ["90", "95", "100%"]),
        ([0, 0], 0, "", ["0", "1"]),
        ([5, 5], 0, "", ["4", "5", "6"]),
        ([3, 40], 0, "", ["0", "10", "20", "30", "40"]),
        ([45.2, 63.3], 1, " per 10,000", ["45", "50", "55", "60", "65"]),
        ([1.1, 1.6], 1, "", ["1.0", "1.2", "1.4", "1.6"]),
        ([-5, 12], 0, "", ["−5", "0", "5", "10", "15"]),
        ([0, 12_183_016], 0, "", ["0", "5,000,000", "10,000,000", "15,000,000"]),
    ],
)
def test_ticks_are_round_numbers(values, decimals, suffix, texts):
    assert [tick.text for tick in drawn(values, decimals=decimals, suffix=suffix).ticks] == texts


@PROPERTY
@given(st.lists(figures, min_size=1), st.integers(min_value=0, max_value=2), st.booleans())
def test_an_axis_holds_every_value_in_a_few_steps(values, decimals, is_percentage):
    axis = nice_axis(values, decimals=decimals, is_percentage=is_percentage)

    assert axis.low <= min(values) <= max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= 7
    assert (axis.ticks[0], axis.ticks[-1]) == (axis.low, axis.high)


@PROPERTY
@given(st.decimals(min_value="0.001", max_value=10**12, places=3))
def test_a_step_is_one_two_or_five(at_least):
    step = nice_step(at_least, finest=Decimal("0.001"))

    assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert at_least <= step <= at_least * Decimal("2.5")


# Words


def test_the_sentence_says_all_the_chart_shows():
    assert sentence(NAME, quarters(FIVE_YEARS, provisional={19}), target=90, suffix="%") == (
        "Return home interviews, Q1 2021–22 to Q4 2025–26. "
        "Latest 63%, Q4 2025–26 (provisional); before that 71%, Q3 2025–26. "
        "From 59% to 80% in 18 figures. Target 90%. Median 69%. One figure hidden, one not returned."
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "No figures yet."),
        ([None, None], "No return for Q2 2021–22. No figures yet. Two figures not returned."),
        (["hidden"], "Q1 2021–22 is hidden. No figure can be shown. One figure hidden."),
        ([5], "Latest 5 days, Q1 2021–22."),
        ([5, 1], "Latest 1 day, Q2 2021–22; before that 5 days, Q1 2021–22."),
        ([5, None, 7, None], "No return for Q4 2021–22. Latest 7 days, Q3 2021–22; before that 5 days, Q1 2021–22. "
         "Two figures not returned."),
        ([7, 7, 7], "Latest 7 days, Q3 2021–22; before that 7 days, Q2 2021–22. All 3 figures are 7 days."),
        ([5, 9, 7], "Latest 7 days, Q3 2021–22; before that 9 days, Q2 2021–22. From 5 to 9 days in 3 figures."),
    ],
)  # fmt: skip
def test_a_headline_says_what_is_there_and_what_is_not(values, words):
    assert headline(quarters(values), suffix=" days") == words


@PROPERTY
@given(readings, st.none() | figures)
def test_no_sentence_ever_claims_a_trend(given_readings, target):
    said = sentence(NAME, given_readings, target=target).lower()

    trends = ("rising", "rose", "falling", "fell", "up ", "down", "increas", "decreas", "better", "worse", "improv")
    assert [word for word in trends if word in said] == []


def test_rows_are_the_latest_first_and_carry_no_number_where_none_may_be_said():
    chart = run_chart(NAME, quarters([62, None, "hidden", 64], provisional={3}), suffix="%")

    assert [(row.label, row.text, row.state, row.provisional) for row in chart.rows] == [
        ("Q4 2021–22", "64%", "given", True),
        ("Q3 2021–22", "", "hidden", False),
        ("Q2 2021–22", "", "missing", False),
        ("Q1 2021–22", "62%", "given", False),
    ]
    assert chart.has_provisional is True


def test_a_given_reading_without_a_value_counts_as_missing():
    chart = run_chart(NAME, [Reading("2026–27", None, "given")])

    assert [row.state for row in chart.rows] == ["missing"]


# Sparks


def test_a_spark_draws_its_line_dots_target_and_ends():
    drawing = spark(NAME, quarters(FIVE_YEARS, provisional={19}), target=90, suffix="%")

    assert (drawing.line.count("M"), drawing.dots.count("Z"), drawing.open_dots.count("Z")) == (3, 17, 1)
    assert (drawing.target_text, drawing.first, drawing.last, len(drawing.columns)) == ("90", "2021–22", "2025–26", 1)


def test_a_spark_of_few_figures_keeps_its_band_and_columns_within_the_drawing():
    lines = Lines(mean=6, lower=2, upper=10)
    drawing = spark(NAME, [replace(one, lines=lines) for one in quarters(["hidden", 5, "hidden"])], target=9)

    across = [float(x) for x in re.findall(r"[MH](-?[\d.]+)", drawing.band + drawing.means)]
    assert (min(across), max(across)) == (0, drawing.right)
    assert all(one.x >= 0 and one.x + one.width <= drawing.right for one in drawing.columns)


@pytest.mark.parametrize("values", [[], [None], ["hidden"], [5], [5, 5, 5], [-5, 10**12]])
def test_a_spark_of_little_is_still_drawn(values):
    assert spark(NAME, quarters(values)).title.startswith(NAME)
