"""One indicator's page, and its figures to take away."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from board.enums import Role
from board.models import Board, KeyQuestion, Priority
from indicators.actions.keep import keep_series
from indicators.models import DataSetLine, Indicator
from lscb.core import activity
from tests.factories.board import AgencyFactory, GroupFactory, agency_lead, analyst, board_member, person_with
from tests.factories.core import ThreadFactory, UserFactory
from tests.factories.frameworks import StandardFactory
from tests.factories.indicators import (
    DataSetFactory,
    FigureFactory,
    GapFactory,
    IndicatorFactory,
    LookAtFactory,
    PeriodFactory,
    PublishedFigureFactory,
    ReturnFactory,
    TargetFactory,
)
from tests.reports.reading import csv_of, get, page, publish, rated, words
from tests.reports.worlds import quarters_before

pytestmark = pytest.mark.django_db

AFTER = datetime(2026, 10, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


def page_of(indicator, person=None, query=""):
    return page(indicator.get_absolute_url() + query, person)


def rows_of(html):
    """The table of figures, as words."""
    table = html.split("Figures by period, latest first")[1]
    return [words(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]]


@pytest.mark.parametrize(
    ("numerator", "verdict"),
    [
        (54, "90.0% in July to September 2026. The target of 90.0% is met."),
        (52, "86.7% in July to September 2026. That is within tolerance of the target of 90.0%."),
        (36, "60.0% in July to September 2026. The target of 90.0% is not met."),
        (3, "The figure for July to September 2026 is hidden, so that no small count can be known."),
    ],
)
def test_the_page_opens_with_the_latest_figure_and_its_target(numerator, verdict):
    assert verdict in words(page_of(rated("A1", numerator)))


def test_it_stands_beside_the_year_before_and_the_year_so_far():
    indicator = rated("A1", 54)
    publish(indicator, "Q2 2025–26", 45)
    publish(indicator, "Q1 2026–27", 30)
    before = "A year before, in Q2 2025–26, it was 75.0%: 15.0 percentage points more now."
    assert f"{before} The year so far, to the end of Q2 2026–27: 70.0%." in words(page_of(indicator))

    # With what is hidden nothing is compared, and it counts for nothing.
    hidden = rated("A2", 3)
    publish(hidden, "Q2 2025–26", 45)
    publish(hidden, "Q1 2026–27", 30)
    said = words(page_of(hidden))
    assert "A year before" not in said
    assert "The year so far, to the end of Q2 2026–27: 50.0%, from 1 of 2 periods." in said


def test_a_count_is_added_up_only_where_it_is_counted_over_the_period():
    run = {"Q1 2025–26": 8, "Q2 2025–26": 12, "Q4 2025–26": 99, "Q1 2026–27": 9, "Q2 2026–27": 10}
    said = {}
    for counted in ("over", "at_end", "once", ""):
        one = IndicatorFactory(count=True, counted=counted)
        for quarter, count in run.items():
            publish(one, quarter, None, None, value=count)
        said[counted] = words(page_of(one))
        assert "A year before, in Q2 2025–26, it was 12: 2 less now." in said[counted]

    so_far = "The year so far, to the end of Q2 2026–27: 19. The year before, to the end of Q2 2025–26: 20."
    assert [so_far in text for text in said.values()] == [True, False, False, False]
    assert ["The year so far" in text for text in said.values()] == [True, False, False, False]
    assert "Counted on its last day" in said["at_end"]

    # A hidden quarter is in neither sum.
    for small in ("Q1 2025–26", "Q1 2026–27"):
        one = IndicatorFactory(count=True)
        for quarter, count in {**run, small: 3}.items():
            publish(one, quarter, None, None, value=count)
        text = words(page_of(one))
        assert ("10, from 1 of 2 periods" in text, "12, from 1 of 2 periods" in text) == (
            small == "Q1 2026–27", small == "Q1 2025–26",
        )  # fmt: skip

    # Of a population, the same people live there in each quarter.
    rate = IndicatorFactory(unit="rate_per_10000", decimals=1)
    publish(rate, "Q1 2026–27", 30, 9_000)
    publish(rate, "Q2 2026–27", 45, 11_000)
    assert "The year so far, to the end of Q2 2026–27: 75.0 per 10,000." in words(page_of(rate))


def test_without_a_target_it_says_so():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", at=AFTER)

    assert "75.0% in July to September 2026. No target is set." in words(page_of(indicator))


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"missing_reason": "not_ready"}, "There is no figure for July to September 2026: not ready in time."),
        ({"state": "suppressed"}, "There is no figure for July to September 2026: suppressed by its source."),
        ({"state": "not_available"}, "There is no figure for July to September 2026: not available from its source."),
    ],
)
def test_a_latest_period_without_a_figure_says_why_on_page_and_in_file(fields, verdict):
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", None, None, at=AFTER, **fields)

    assert verdict in words(page_of(indicator))
    (row,) = csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))
    assert row["Figure"] == verdict.removesuffix(".").split(": ")[1]


def test_an_indicator_without_figures_has_a_page():
    html = words(page_of(IndicatorFactory()))

    assert "No figure has been accepted yet." in html
    assert "No figures yet" in html


def test_a_newer_figure_that_should_have_come_is_missed():
    indicator = IndicatorFactory()
    publish(indicator, "Q1 2026–27", at=datetime(2026, 7, 20, tzinfo=UTC))

    assert "The figure for Q2 2026–27 should have come by now; none is accepted yet." in words(page_of(indicator))


def test_a_figure_in_its_days_of_grace_is_due_and_missed_only_after(time_machine):
    indicator = IndicatorFactory()
    publish(indicator, "Q1 2026–27", at=datetime(2026, 7, 20, tzinfo=UTC))
    data_set = DataSetFactory(indicators=[indicator])
    period = PeriodFactory(data_set=data_set, timely_until=date(2026, 11, 11))
    new = IndicatorFactory(title="Never given yet")
    for asked in (indicator, IndicatorFactory(parent=new)):
        FigureFactory(indicator_return__period=period, indicator=asked)
    later = IndicatorFactory(title="Put into the set after it opened")
    for one in (new, later):
        DataSetLine.objects.create(data_set=data_set, indicator=one)

    time_machine.move_to("2026-11-11 12:00:00+00:00")
    says = "Q2 2026–27 is due on 28 October 2026, on time until 11 November 2026."
    assert f"The figure for {says}" in words(page_of(indicator))
    assert "should have come" not in words(page_of(indicator))
    assert "is due on" not in words(page_of(later))
    assert words(page_of(new)).count(says) == 1
    board = words(page(reverse("reports:dashboard")))
    assert (board.count(says), "2 without a figure" in board) == (2, True)  # the part and what came later
    assert says.removesuffix(".") in words(page(reverse("reports:indicator-list")))

    time_machine.move_to("2026-11-12 12:00:00+00:00")
    assert "The figure for Q2 2026–27 should have come by now" in words(page_of(indicator))
    board = words(page(reverse("reports:dashboard")))
    assert (says in board, "4 without a figure" in board) == (False, True)


def test_figures_are_listed_latest_first_with_every_gap():
    indicator = IndicatorFactory()
    TargetFactory(indicator=indicator)
    publish(indicator, "Q4 2025–26", 36, at=AFTER, commentary="Two posts were empty.")
    publish(indicator, "Q2 2026–27", 1054, 1100, at=AFTER, explanation="Counted again.")

    assert rows_of(page_of(indicator)) == [
        "Q2 2026–27 1,054 1,100 95.8% Target met Explained: Counted again. 20 Oct 2026",
        "Q1 2026–27 — — no return No figure — —",
        "Q4 2025–26 36 60 60.0% Target not met Two posts were empty. 20 Oct 2026",
    ]


def test_both_counts_of_a_hidden_figure_are_hidden():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", 3, 57, at=AFTER)

    assert rows_of(page_of(indicator)) == ["Q2 2026–27 hidden hidden hidden Hidden — 20 Oct 2026"]
    assert rows_of(page_of(indicator, analyst())) == ["Q2 2026–27 hidden hidden hidden Hidden — 20 Oct 2026"]


def test_a_correction_says_when_and_what_stood_before():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", 36, at=AFTER, superseded_at=LATER)
    publish(indicator, "Q2 2026–27", 45, at=LATER)

    assert rows_of(page_of(indicator)) == [
        "Q2 2026–27 45 60 75.0% No target Corrected on 3 November 2026; before: 60.0%. 3 Nov 2026"
    ]
    rows = csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))
    assert [(row["Figure"], row["Superseded on"]) for row in rows] == [("75.0", ""), ("60.0", "2026-11-03")]


def test_a_correction_of_a_hidden_figure_keeps_it_hidden():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", 3, 57, at=AFTER, superseded_at=LATER)
    publish(indicator, "Q2 2026–27", 45, at=LATER)

    assert "before: hidden." in rows_of(page_of(indicator))[0]


def test_a_long_run_is_turned_over_in_pages():
    indicator = IndicatorFactory()
    for quarter in quarters_before(date(2026, 10, 1), 24):
        PublishedFigureFactory(
            indicator=indicator, starts_on=quarter.starts_on, ends_on=quarter.ends_on, published_at=AFTER
        )

    first, second, beyond = (rows_of(page_of(indicator, query=f"?page={page}")) for page in (1, 2, 99))

    assert (len(first), len(second), beyond) == (12, 12, second)
    assert len(csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))) == 24


def test_the_definition_says_what_is_counted_and_asked():
    indicator = IndicatorFactory(source="Case system, extracted on the 10th", supplier=AgencyFactory(name="Police"))
    TargetFactory(indicator=indicator, from_on=date(2024, 4, 1), value=85, tolerance=0)
    TargetFactory(indicator=indicator, value=90, tolerance=5, from_on=date(2026, 4, 1), why="Agreed in March.")

    html = words(page_of(indicator))

    for told in [
        "Children seen within ten days, of all children referred.",
        "Numerator Children seen in time Denominator Children referred Unit Percentage, 1 decimal",
        "Polarity Higher is better How often Quarterly, April to March",
        "Supplier Police Source Case system, extracted on the 10th",
        "Target 90.0%, tolerance 5 points, from 1 April 2026 Agreed in March. "
        "Target before 85.0%, from 1 April 2024 Hidden if A count behind it is below 5, but not nought",
    ]:
        assert told in html


def test_invented_figures_say_so_on_the_page():
    assert "Invented for the demonstration" in words(page_of(IndicatorFactory(is_invented=True)))


def test_what_was_changed_is_told_to_the_boards_staff_alone(django_capture_on_commit_callbacks):
    indicator, officer = IndicatorFactory(), analyst()
    activity.record("indicator.changed", indicator, by=officer, changes={"decimals": (1, 0)})

    assert ("Before and after" in page_of(indicator, officer), "Before and after" in page_of(indicator)) == (
        True,
        False,
    )


@pytest.mark.parametrize("name", ["indicator", "indicator-csv"])
@pytest.mark.parametrize(
    ("make", "status"),
    [
        pytest.param(lambda one: board_member(), 200, id="board-member"),
        pytest.param(lambda one: agency_lead(one.supplier), 200, id="suppliers-lead"),
        pytest.param(lambda one: person_with(Role.AGENCY_CONTRIBUTOR, agency=one.supplier), 200, id="contributor"),
        pytest.param(lambda one: agency_lead(), 404, id="another-agency"),
        pytest.param(lambda one: UserFactory(), 404, id="nobody"),
    ],
)
def test_an_indicator_is_there_for_the_board_and_for_its_supplier(name, make, status):
    indicator = rated("A1")

    assert get(reverse(f"reports:{name}", args=[indicator.pk]), make(indicator)).status_code == status


def test_a_retired_indicator_keeps_its_page():
    indicator = rated("A1", status="retired")

    assert "Retired" in words(page_of(indicator))


def test_an_indicator_that_never_was_is_not_found():
    assert get(reverse("reports:indicator", args=[999])).status_code == 404


def test_commentary_cannot_run_in_a_spreadsheet_or_a_page():
    indicator = IndicatorFactory()
    publish(indicator, "Q2 2026–27", at=AFTER, commentary="=1+1<script>alert(1)</script>")

    (row,) = csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))

    assert row["Commentary"] == "'=1+1<script>alert(1)</script>"
    assert "<script>alert" not in page_of(indicator)


def test_a_negative_figure_stays_a_number_in_the_file():
    indicator = IndicatorFactory(unit="days", denominator_words="")
    publish(indicator, "Q2 2026–27", None, None, value=Decimal("-12.5"), at=AFTER)

    assert csv_of(reverse("reports:indicator-csv", args=[indicator.pk]))[0]["Figure"] == "-12.5"


@pytest.mark.parametrize("count", [1, 12])
def test_the_pages_queries_are_flat(client, count, django_assert_num_queries):
    Board.current()
    indicator = IndicatorFactory()
    for month in range(1, count + 1):
        PublishedFigureFactory(
            indicator=indicator, starts_on=date(2025, month, 1), ends_on=date(2025, month, 28), published_at=AFTER
        )
    keep_series(Indicator.objects.all())
    client.force_login(board_member())

    # Session, person, roles, the Board, its holidays, the indicator with its stored analysis and targets, its figures,
    # what was published of others, what to look at if it moves, whether it has parts, its timeline and the messages in
    # it, what it is tied to, and its data gap.
    LookAtFactory.create_batch(count, indicator=indicator)
    with django_assert_num_queries(14):
        page = client.get(indicator.get_absolute_url()).text
    assert page.count("It tells whether families come back.") == count


def test_what_was_asked_is_read_by_those_who_read_the_return_and_by_nobody_else():
    indicator = rated("A1", 3)
    period = PeriodFactory(data_set__name="Quarterly", starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30))
    item = ReturnFactory(period=period, agency=indicator.supplier, accepted=True)
    figure = FigureFactory(indicator_return=item, indicator=indicator, thread=ThreadFactory(text="Why only three?"))
    figure.thread.messages.create(by=analyst(), at=figure.thread.opened_at, text="They were of one family.")
    others = agency_lead(AgencyFactory())

    for person in (agency_lead(indicator.supplier), analyst()):
        told = words(page_of(indicator, person))
        assert "Q2 2026–27: 2 messages, the last on 20 November 2026; open" in told
        assert "Why only three?" in told
        assert "They were of one family." in told
    for html in (page_of(indicator, board_member()), get(indicator.get_absolute_url(), others).text):
        assert "Asked about its figures" not in html
        assert "only three" not in html


def test_the_board_reads_what_an_indicator_rests_on_what_it_is_tied_to_and_what_is_missing():
    before, like = IndicatorFactory(code="A0", status="retired"), IndicatorFactory(code="B1")
    whole = IndicatorFactory(code="W1")
    indicator = rated(
        "A1",
        reference="Working Together 2023, chapter 4",
        checked_on=date(2026, 3, 2),
        owner_group=GroupFactory(name="Performance group"),
        replaces=before,
        parent=whole,
    )
    indicator.similar_to.add(like, IndicatorFactory(code="P1", title="Only proposed", status="proposed"))
    indicator.priorities.add(Priority.objects.create(year=2026, number=1, title="Neglect"))
    indicator.key_questions.add(KeyQuestion.objects.create(number=91, text="Are children seen?"))
    standard = StandardFactory(code="S2", section__framework__adopted=True)
    indicator.standards.add(standard)
    GapFactory(indicator=indicator, missing="Adults are counted too.", due_on=date(2027, 3, 31))

    told = words(page_of(indicator))

    for said in (
        "Rests on Working Together 2023, chapter 4 Checked on 2 March 2026",
        "Watched by Performance group",
        "Priorities 1. Neglect",
        "Key questions 91. Are children seen?",
        f"Standards it helps to show {standard}",
        f"Part of {whole}",
        f"Similar to {like}",
        f"Replaces {before}",
        "Adults are counted too.",
        "By when 31 March 2027",
    ):
        assert said in told
    assert "Only proposed" not in told
    # An agency reads what it supplies, and is led to nothing that it may not open.
    theirs = words(get(indicator.get_absolute_url(), agency_lead(indicator.supplier)).text)
    assert "Priorities 1. Neglect" in theirs
    assert str(like) not in theirs
    assert "Replaced by A1" in words(page_of(before))
