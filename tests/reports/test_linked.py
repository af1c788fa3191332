from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

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
