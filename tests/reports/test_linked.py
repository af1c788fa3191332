import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from board.models import Board
from indicators.actions import links as actions
from indicators.models import Hypothesis, LookAt
from lscb.core.exceptions import Refused
from lscb.core.periods import PeriodKind, periods_between
from tests.factories.board import agency_lead, analyst, board_member
from tests.factories.indicators import HypothesisFactory, IndicatorFactory, LookAtFactory, PublishedFigureFactory

pytestmark = pytest.mark.django_db

QUARTERS = list(periods_between(date(2023, 4, 1), date(2026, 3, 31), PeriodKind.QUARTER))


def collected(indicator, values):
    for period, value in zip(QUARTERS, values, strict=False):
        PublishedFigureFactory(
            indicator=indicator, starts_on=period.starts_on, ends_on=period.ends_on, numerator=value, denominator=None
        )
    return indicator


def test_a_hypothesis_is_judged_by_what_the_board_may_see_whoever_reads(client):
    up_and_down = [20, 30, 22, 33, 21, 35, 25, 38, 24, 40, 26, 42]
    leading = collected(IndicatorFactory(count=True), up_and_down)
    following = collected(IndicatorFactory(count=True), [90 - value for value in up_and_down])
    hidden = collected(IndicatorFactory(count=True), [3, 2] * 6)
    holds = HypothesisFactory(leading=leading, following=following, after_periods=0)
    early = HypothesisFactory(leading=leading, following=hidden, after_periods=0)
    HypothesisFactory(leading=following, following=hidden)

    for person in (board_member(), analyst()):
        client.force_login(person)
        response = client.get(reverse("reports:linked", args=[leading.pk]))
        found = {one.hypothesis: (one.judged.verdict, one.judged.pairs) for one, _mark in response.context["supposed"]}
        assert found == {holds: ("holding", 11), early: ("too_early", 0)}
        assert "In 11 of 11 cases" in response.text


def test_both_runs_are_drawn_as_one_and_taken_away(client):
    leading = collected(IndicatorFactory(code="A1", count=True), [20, 30, 22, 33, 21, 35, 25, 38, 24, 40, 26, 42])
    following = collected(IndicatorFactory(code="B1", count=True), [50, 50, 40, 60, 30, 70, 20, 80, 3, 90, 10, 80])
    made = HypothesisFactory(leading=leading, following=following, after_periods=1, why="Help comes first")
    member = board_member()
    client.force_login(member)
    page = client.get(reverse("reports:linked", args=[leading.pk]))
    [(one, _mark)] = page.context["supposed"]

    # The hidden 3 is no case, nor is what stood still; each line ends at the later period's point.
    assert [(case.first, case.second, case.agrees) for case in one.judged.cases] == [
        (at, at + 1, True) for at in (1, 2, 3, 4, 5, 6, 9)
    ] + [(10, 11, True)]
    wide, narrow = one.chart.wide, one.chart.narrow
    assert (wide.upper.plot.left, wide.upper.plot.right) == (wide.lower.plot.left, wide.lower.plot.right)
    points = [point.x for point in wide.upper.points], [point.x for point in wide.lower.points]
    assert [(link.x1, link.x2) for link in wide.links[:2]] == [
        (points[0][1], points[1][2]),
        (points[0][2], points[1][3]),
    ]
    assert (wide.upper.labels, bool(wide.lower.labels), len(narrow.links)) == ((), True, 8)
    assert one.counted in page.text
    assert f"{made}. {one.says}" in page.text
    assert "Each line leads from a move of A1 to the move 1 period later" in page.text

    def taken(form):
        return client.get(reverse("reports:hypothesis-file", args=[made.pk, form]))

    lines = taken("csv").text.splitlines()
    assert lines[0].endswith("Period,A1,B1,It moved")
    assert lines[3] == "Q3 2023–24,22,40,as said"
    assert lines[9] == "Q1 2025–26,24,hidden,"
    svg = taken("svg").text
    assert svg.count("<svg") == 4
    assert "Both moved, as said" in svg
    assert "Help comes first" in svg
    assert taken("png").content[:4] == b"\x89PNG"
    book = load_workbook(io.BytesIO(taken("xlsx").content))
    assert [cell.value for cell in book["Figures"][2]] == ["Q1 2023–24", 20, 50, None]
    assert taken("exe").status_code == 404
    actions.withdraw(made, by=analyst())
    assert taken("csv").status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_as_many_queries_for_five(client, count, django_assert_num_queries):
    client.force_login(board_member())
    Board.current()
    indicator = IndicatorFactory()
    LookAtFactory.create_batch(count, indicator=indicator)
    HypothesisFactory.create_batch(count, leading=indicator)

    # session, person, roles, the indicator, links, hypotheses, the Board, indicators, targets, figures, marks
    with django_assert_num_queries(11):
        response = client.get(reverse("reports:linked", args=[indicator.pk]))
    assert (len(response.context["looks_at"]), len(response.context["supposed"])) == (count, count)


def test_links_and_hypotheses_are_kept_by_the_office(client):
    officer, lead = analyst(), agency_lead()
    first, second = IndicatorFactory(), IndicatorFactory(frequency="year")
    third = IndicatorFactory(supplier=lead.appointments.get().agency)
    client.force_login(officer)
    client.post(reverse("indicators:look-at-add", args=[first.pk]), {"other": second.pk, "why": "Families come back"})
    answers = {"following": third.pk, "falls": "fall", "after_periods": "2", "why": "Help comes first"}
    client.post(reverse("indicators:hypothesis-add", args=[first.pk]), answers)

    assert str(LookAt.objects.get()) == f"If {first.code} moves, look at {second.code}"
    made = Hypothesis.objects.get()
    assert str(made) == f"As {first.code} rises, {third.code} should fall 2 periods later"
    with pytest.raises(Refused, match="already"):
        actions.suppose(Hypothesis(leading=first, following=third, why="Again"), by=officer)
    with pytest.raises(Refused, match="same periods"):
        actions.suppose(Hypothesis(leading=first, following=second, why="Again"), by=officer)
    with pytest.raises(Refused, match="itself"):
        actions.link_indicators(first, first, why="Again", by=officer)
    with pytest.raises(PermissionDenied):
        actions.withdraw(made, by=board_member())

    client.post(reverse("indicators:hypothesis-withdraw", args=[made.pk]))
    client.post(reverse("indicators:look-at-remove", args=[LookAt.objects.get().pk]))
    page = client.get(reverse("reports:linked", args=[first.pk]))
    assert (page.context["supposed"], page.context["looks_at"]) == ([], [])
    client.force_login(lead)
    assert client.get(reverse("reports:linked", args=[first.pk])).status_code == 404
