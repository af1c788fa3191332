import pytest
from django.urls import reverse
from django.utils import timezone

from board.models import Board
from indicators.actions import review as review_actions
from indicators.enums import ReturnStatus
from indicators.models import Figure, PublishedFigure
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Message
from tests.factories.board import agency_lead, analyst, board_member, manager
from tests.factories.core import ThreadFactory
from tests.factories.indicators import FigureFactory, IndicatorFactory, PublishedFigureFactory, ReturnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-10-22 09:00:00+00:00")


@pytest.fixture
def officer(client):
    Board.current()
    officer = manager()
    client.force_login(officer)
    return officer


@pytest.fixture
def figure():
    return FigureFactory(indicator_return__submitted=True, given=True)


def page(client, name, item, **kwargs):
    return client.get(reverse(f"indicators:{name}", args=[item.pk]), **kwargs)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_review_shows_each_row_with_four_periods_and_what_looks_wrong(client, officer):
    item = ReturnFactory(submitted=True, commentary="A quiet summer.")
    indicator = IndicatorFactory(supplier=item.agency, title="Seen in time")
    ends = {
        "2025-07-01": "2025-09-30",
        "2025-10-01": "2025-12-31",
        "2026-01-01": "2026-03-31",
        "2026-04-01": "2026-06-30",
    }
    for numerator, (starts_on, ends_on) in enumerate(ends.items(), start=50):
        PublishedFigureFactory(
            indicator=indicator, starts_on=starts_on, ends_on=ends_on, numerator=numerator, denominator=100
        )
    FigureFactory(
        indicator_return=item,
        indicator=indicator,
        given=True,
        numerator=95,
        numerator_text="95",
        denominator=100,
        denominator_text="100",
        commentary="Two new posts.",
        explanation="Counted by text message too.",
    )

    response = page(client, "review", item)

    for words in (
        "Seen in time",
        "95.0%",
        "A quiet summer.",
        "Two new posts.",
        "Counted by text message too.",
        "Unusual",
    ):
        assert words in response.text
    assert response.context["earlier"] == ["Q2 25–26", "Q3 25–26", "Q4 25–26", "Q1 26–27"]


@pytest.mark.parametrize("trait", [{}, {"sent_back": True}])
def test_an_agencys_draft_is_its_own(client, officer, trait):
    figure = FigureFactory(indicator_return=ReturnFactory(**trait), given=True, numerator=4321, numerator_text="4321")

    for name, thing in (("review", figure.indicator_return), ("figure-query", figure)):
        response = page(client, name, thing)
        assert (response.status_code, "4,321" in response.text, "4321" in response.text) == (200, False, False)


def test_a_lead_reads_their_own_draft_beside_a_query(client):
    figure = FigureFactory(indicator_return__sent_back=True, given=True, queried=True)
    client.force_login(agency_lead(figure.indicator_return.agency))

    assert "75.0%" in page(client, "figure-answer", figure).text


def test_accepting_says_so_and_goes_to_the_period(client, officer, figure):
    item = figure.indicator_return

    response = client.post(
        reverse("indicators:return-accept", args=[item.pk]), {"seen": page(client, "review", item).context["seen"]}
    )

    assert response.url == item.period.get_absolute_url()
    item.refresh_from_db()
    assert (item.status, PublishedFigure.objects.count()) == (ReturnStatus.ACCEPTED, 1)


def test_a_double_press_is_told_who_accepted(client, officer, figure):
    url = reverse("indicators:return-accept", args=[figure.indicator_return.pk])
    client.post(url)

    response = client.post(url, follow=True)

    assert f"{officer} has accepted this return already. Nothing was accepted twice." in said(response)
    assert PublishedFigure.objects.count() == 1


def test_acceptance_is_not_offered_while_a_query_is_open(client, officer):
    figure = FigureFactory(indicator_return__submitted=True, given=True, queried=True)
    accept = reverse("indicators:return-accept", args=[figure.indicator_return.pk])

    response = page(client, "review", figure.indicator_return)
    assert accept not in response.text
    assert "Not to be accepted yet" in response.text

    assert said(client.post(accept, follow=True)) == [
        "A query is still open. Close them once you have your answer; then accept the return."
    ]


def test_sending_back_keeps_the_words_when_it_is_refused(client, officer):
    item = ReturnFactory(submitted=True)
    url = reverse("indicators:return-send-back", args=[item.pk])

    assert client.post(url, {"reason": "   "}).context["form"].errors == {
        "reason": ["Write what the agency is to put right"]
    }
    stale = client.post(url, {"reason": "Row 2 is empty.", "seen": "2026-10-01T00:00:00+00:00"})
    assert "submitted this return again" in stale.text
    assert stale.context["form"]["reason"].value() == "Row 2 is empty."

    client.post(url, {"reason": "Row 2 is empty."})
    item.refresh_from_db()
    assert (item.status, item.sent_back_reason) == (ReturnStatus.SENT_BACK, "Row 2 is empty.")


def test_a_query_is_asked_answered_and_closed(client, officer, figure):
    lead = agency_lead(figure.indicator_return.agency)
    client.post(reverse("indicators:figure-query", args=[figure.pk]), {"text": "Is 45 right?"})

    client.force_login(lead)
    answer = reverse("indicators:figure-answer", args=[figure.pk])
    assert "Is 45 right?" in client.get(answer).text
    assert client.post(answer, {"text": "Yes: the new team."}, follow=True).status_code == 200
    assert client.post(reverse("indicators:query-close", args=[figure.pk])).status_code == 403

    client.force_login(officer)
    assert "Yes: the new team." in page(client, "review", figure.indicator_return).text
    client.post(reverse("indicators:query-close", args=[figure.pk]))
    figure.refresh_from_db()
    assert not figure.thread.is_open


def test_an_accepted_answer_stays_beside_its_figure_for_the_board(client, officer, figure):
    item, lead = figure.indicator_return, agency_lead(figure.indicator_return.agency)
    Figure.objects.filter(pk=figure.pk).update(explanation="A busy summer.")
    today = timezone.localdate()
    review_actions.query_figure(figure, "Is 45 right?", by=officer, today=today)
    asked = page(client, "review", item)
    assert "Close the query about" in asked.text  # what the office said last is no answer
    first = review_actions.answer_query(figure, "Yes: the <new> team.", by=lead, today=today)
    answered = page(client, "review", item)
    keep = f'name="keeps" value="{first.pk}" id="keeps-{figure.pk}" checked'
    assert keep in answered.text
    assert keep in client.get(reverse("indicators:figure-answer", args=[figure.pk])).text
    amend = f"{reverse('indicators:return-send-back', args=[item.pk])}?figure={figure.pk}"
    assert amend in answered.text
    assert f"{figure.indicator}: " in client.get(amend).text

    # Said since the page was opened: it is read before anything stays.
    second = review_actions.answer_query(figure, "And a second team.", by=lead, today=today)
    close = reverse("indicators:query-close", args=[figure.pk])
    assert "Something was said since you opened the page" in client.post(close, {"keeps": first.pk}, follow=True).text
    assert "The answer stays beside the figure." in client.post(close, {"keeps": second.pk}, follow=True).text
    figure.refresh_from_db()
    assert figure.explanation == "A busy summer.\n\nAnd a second team."
    assert figure.revisions.get().texts["explanation"] == figure.explanation
    line = ActivityEvent.objects.get(verb="figure.explained")
    assert line.detail.changes == {figure.indicator.code: ["A busy summer.", figure.explanation]}

    client.post(reverse("indicators:return-accept", args=[item.pk]))
    client.force_login(board_member())
    read = client.get(reverse("reports:indicator", args=[figure.indicator_id])).text
    assert "A busy summer." in read
    assert "And a second team." in read


def test_an_answer_is_kept_only_while_it_is_asked_for_and_has_room(client, officer, figure):
    item, lead, today = figure.indicator_return, agency_lead(figure.indicator_return.agency), timezone.localdate()
    review_actions.query_figure(figure, "Is 45 right?", by=officer, today=today)
    answer = review_actions.answer_query(figure, "long " * 500, by=lead, today=today)
    with pytest.raises(Refused, match="room for 2,000 characters"):
        review_actions.close_query(figure, by=officer, keeps=answer.pk)
    review_actions.send_back_return(item, "H1 is to be put right.", by=officer, today=today)
    with pytest.raises(Refused, match="Something was said since"):
        review_actions.close_query(figure, by=officer, keeps=answer.pk)

    review_actions.close_query(figure, by=officer)
    figure.refresh_from_db()
    assert (figure.explanation, figure.thread.is_open) == ("", False)


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001, "no\x00ne"])
def test_words_that_will_not_do_are_shown_back(client, officer, figure, text):
    response = client.post(reverse("indicators:figure-query", args=[figure.pk]), {"text": text})

    assert response.status_code == 200
    assert response.context["form"].errors["text"]
    assert response.context["form"]["text"].value() == text


def test_text_is_shown_as_text(client, officer, figure):
    client.post(reverse("indicators:figure-query", args=[figure.pk]), {"text": "<script>alert(1)</script>"})

    response = page(client, "review", figure.indicator_return)

    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert" in response.text


def test_an_answer_to_a_closed_query_is_kept_on_the_page(client, officer, figure):
    client.post(reverse("indicators:figure-query", args=[figure.pk]), {"text": "Is 45 right?"})
    client.post(reverse("indicators:query-close", args=[figure.pk]))
    client.force_login(agency_lead(figure.indicator_return.agency))

    response = client.post(reverse("indicators:figure-answer", args=[figure.pk]), {"text": "Yes, for two reasons."})

    assert "This query is closed, so nothing was added to it." in response.text
    assert "Yes, for two reasons." in response.text


def test_an_officers_own_agencys_return_is_for_a_colleague(client, figure):
    item = figure.indicator_return
    officer = analyst()
    officer.appointments.create(role="agency_lead", agency=item.agency, starts_on="2020-04-01")
    client.force_login(officer)

    response = page(client, "review", item)

    assert "Another reviews this one" in response.text
    assert reverse("indicators:return-accept", args=[item.pk]) not in response.text
    assert client.post(reverse("indicators:return-accept", args=[item.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 5])
def test_the_review_takes_as_many_queries_for_five_rows_as_for_one(client, officer, count, django_assert_num_queries):
    item = ReturnFactory(submitted=True)
    for figure in FigureFactory.create_batch(count, indicator_return=item, given=True, queried=True):
        PublishedFigureFactory(indicator=figure.indicator, starts_on="2026-04-01", ends_on="2026-06-30")

    # session, person, roles, return, rows, messages, their writers, which of them are the office's, history,
    # submission, timeline, the Board's name
    with django_assert_num_queries(13):
        response = page(client, "review", item)

    assert len(response.context["rows"]) == count


def test_a_closed_conversation_can_be_read_on(client, officer):
    thread = ThreadFactory(text="Was it right?", closed_at="2026-10-21T09:00Z", closed_by=officer)
    figure = FigureFactory(indicator_return__accepted=True, given=True, thread=thread)

    assert "Was it right?" in page(client, "review", figure.indicator_return).text
    assert "This query is closed." in page(client, "figure-answer", figure).text


def test_two_agencies_that_disagree_are_both_asked_each_about_its_own_figure(client, officer, figure):
    """Neither reads the other's; the office reads both answers beside one another, and each settles its own side."""
    at, other = figure.indicator_return, FigureFactory(
        given=True, numerator=4321, numerator_text="4321", denominator=5000, denominator_text="5000",
        indicator__code="Z9", indicator__title="Seen by the council", indicator_return__submitted=True,
        indicator_return__period=figure.indicator_return.period, indicator_return__agency__name="Council",
    )  # fmt: skip
    figure.indicator.similar_to.add(other.indicator)
    ask = reverse("indicators:figure-query", args=[figure.pk])
    assert f'<a href="{ask}">Ask both agencies' in page(client, "review", at).text
    form = client.get(ask)
    assert "4,321 of 5,000" not in form.context["form"]["text"].value()
    assert "86.4%" in form.text
    text = form.context["form"]["text"].value()
    assert "name no figure" in form.text

    assert client.post(ask, {"text": "", "also": [other.pk]}).context["form"].errors["text"]
    assert client.post(ask, {"text": text, "also": ["999999"]}).context["form"].errors["also"]
    assert not Message.objects.exists()
    said = client.post(ask, {"text": text, "also": [other.pk]}, follow=True).text
    assert "Council's about Z9" in said.replace("&#x27;", "'")

    answers = {figure: "We count by day.", other: "We count by week."}
    for one, answer in answers.items():
        client.force_login(agency_lead(one.indicator_return.agency))
        url = reverse("indicators:figure-answer", args=[one.pk])
        shown = client.get(url).text
        assert "these count the same, and the figures differ" in shown
        assert ("86.4%" in shown, "Both figures" in shown) == (one is other, False)
        client.post(url, {"text": answer})

    client.force_login(officer)
    both = page(client, "figure-answer", figure).text
    assert all(answer in both for answer in answers.values())
    assert both.count("Being asked") == 2
    keeps = Message.objects.get(text="We count by day.").pk
    client.post(reverse("indicators:query-close", args=[figure.pk]), {"keeps": keeps})
    assert "Read both beside one another" in page(client, "review", other.indicator_return).text
    beside = page(client, "figure-answer", other).text
    assert (beside.count("Being asked"), beside.count("Explained")) == (1, 1)
    # Amended until they agree, there is nothing left to lay side by side.
    Figure.objects.filter(pk=other.pk).update(
        numerator=figure.numerator, denominator=figure.denominator, numerator_text="", denominator_text=""
    )
    assert "Both figures" not in page(client, "figure-answer", other).text


def test_whose_return_is_accepted_is_asked_by_sending_it_back(client, officer, figure):
    other = FigureFactory(
        given=True, numerator=1, denominator=2, indicator_return__accepted=True,
        indicator_return__period=figure.indicator_return.period,
    )  # fmt: skip
    figure.indicator.similar_to.add(other.indicator)

    asked = page(client, "figure-query", figure)

    back = reverse("indicators:return-send-back", args=[other.indicator_return.pk])
    assert f'{back}?figure={other.pk}">Send it back' in asked.text
    assert "also" not in asked.context["form"].fields
