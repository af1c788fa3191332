"""The small multiples of the dashboard, by what they need, and what the address leaves out."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from board.models import KeyQuestion, Priority
from indicators.actions.keep import keep_series
from indicators.models import Indicator
from tests.factories.board import AgencyFactory, board_member
from tests.factories.indicators import IndicatorFactory
from tests.reports.reading import headings, page, publish, rated, titles, words

pytestmark = pytest.mark.django_db

BEFORE, AFTER = datetime(2026, 7, 20, 9, tzinfo=UTC), datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


def read(query=""):
    return page(reverse("reports:dashboard") + query)


RISING = ["Q1 2025–26", "Q2 2025–26", "Q3 2025–26", "Q4 2025–26", "Q1 2026–27"]


def test_what_needs_the_boards_eye_comes_first():
    rated("A1", 54)
    rated("A2", 52)
    rated("A3", 36)
    publish(IndicatorFactory(code="A4", title="Measure A4"), "Q2 2026–27", at=AFTER)
    IndicatorFactory(code="A5", title="Measure A5")
    said = rated("A6", 36)
    said.published.update(commentary="Two posts are empty.")

    html = read()

    assert titles(html) == ["Measure A5", "Measure A3", "Measure A6", "Measure A2", "Measure A1", "Measure A4"]
    assert [heading for heading in headings(html) if heading[-1] in "123"] == [
        "No figure for the latest period 1",
        "Not explained 1",
        "Target not met this time 1",
        "No change that needs the Board’s eye 3",
    ]


def test_a_change_beyond_usual_movement_comes_before_everything_and_says_so(board_of_one_concern):
    html = read()

    assert titles(html)[0] == "Measure C1"
    text = words(html)
    assert "Special cause of concern 1" in text
    assert "One indicator has moved the wrong way beyond chance." in text
    assert "Concern: low or falling" in text
    assert "Q2 2026–27 is below the lower limit: lower than usual movement explains. That is a concern." in text
    assert titles(read("?need=concern")) == ["Measure C1"]


@pytest.fixture
def board_of_one_concern():
    IndicatorFactory(code="A5", title="Measure A5")
    concern = IndicatorFactory(code="C1", title="Measure C1", polarity="higher")
    for quarter, count in zip(RISING, [45, 46, 45, 46, 45], strict=True):
        publish(concern, quarter, count, at=BEFORE)
    publish(concern, "Q2 2026–27", 20, at=AFTER)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?rating=not_met", ["Measure A2"]),
        ("?rating=none", []),
        ("?need=unexplained", ["Measure A2"]),
        ("?need=steady&rating=met", ["Measure A1"]),
        ("?question={question}", ["Measure A2"]),
        ("?agency={police}", ["Measure A1"]),
        ("?priority={neglect}", ["Measure A2"]),
        ("?priority={neglect}&agency={police}", []),
        ("?agency=999", ["Measure A2", "Measure A1"]),
        ("?rating=purple", ["Measure A2", "Measure A1"]),
        ("?unknown=1", ["Measure A2", "Measure A1"]),
    ],
)
def test_the_indicators_are_filtered_by_the_address(query, found):
    police = AgencyFactory(name="Police")
    neglect = Priority.objects.create(year=2026, number=1, title="Neglect")
    rated("A1", 54, supplier=police)
    question = KeyQuestion.objects.create(number=91, text="Are children seen in time?")
    asked = rated("A2", 36)
    asked.priorities.add(neglect)
    asked.key_questions.add(question)

    assert titles(read(query.format(police=police.pk, neglect=neglect.pk, question=question.pk))) == found


def test_a_filter_says_what_it_left_out_and_leaves_the_rest_alone():
    rated("A1", 54)
    rated("A2", 36)

    html = words(read("?rating=met"))

    assert "Showing only Rating: Target met ." in html
    assert "One indicator misses its target and one meets it." in html


def test_invented_figures_and_old_ones_say_so():
    invented = IndicatorFactory(code="A1", is_invented=True)
    publish(invented, "Q1 2026–27", at=BEFORE)

    html = words(read())

    assert "Invented for the demonstration" in html
    assert "Older than expected: nothing accepted yet for Q2 2026–27." in html


def test_what_a_supplier_explained_stands_beside_the_figure_and_is_hidden_with_it():
    rated("A1", 54).published.update(explanation="A ward was closed for three weeks.")
    rated("A2", 54).published.update(explanation="Both were twins.", numerator=2)

    html = read()

    assert "Explained: A ward was closed for three weeks." in words(html)
    assert "Both were twins." not in html


def test_they_stand_under_priorities_questions_or_agencies_as_the_address_asks():
    neglect = Priority.objects.create(year=2026, number=1, title="Neglect")
    online = Priority.objects.create(year=2026, number=2, title="Harm online")
    question = KeyQuestion.objects.create(number=91, text="Are children seen in time?")
    met, missed, neither = rated("A1", 54), rated("A2", 36), rated("A3", 54)
    for one, supplier in ((met, "Police"), (missed, "Police"), (neither, "Council")):
        one.supplier = AgencyFactory(name=supplier) if supplier == "Council" or one is met else met.supplier
        one.save()
    met.priorities.set([neglect, online])
    missed.priorities.set([neglect])
    missed.key_questions.set([question])

    def groups(query):
        html = read(query)
        return [heading for heading in headings(html) if heading[-1] in "123"], titles(html)

    assert groups("?by=priority") == (
        ["1. Neglect 2", "2. Harm online 1", "No priority 1"],
        ["Measure A2", "Measure A1", "Measure A1", "Measure A3"],
    )
    assert groups("?by=question")[0] == ["91. Are children seen in time? 1", "No key question 2"]
    assert groups("?by=agency&rating=met") == (["Council 1", "Police 1"], ["Measure A3", "Measure A1"])
    asked = words(read("?by=agency&rating=met"))
    assert "Showing only Rating: Target met ." in asked
    assert "Showing everything." in words(read("?by=agency"))
    assert titles(read("?by=nothing")) == ["Measure A2", "Measure A1", "Measure A3"]


def test_what_several_agencies_supply_is_each_ones_and_what_nobody_supplies_is_no_agencys():
    police, health = AgencyFactory(name="Police"), AgencyFactory(name="Health")
    whole = rated("A1", 54, supplier=police, breakdown="agency", added_up_by="agency")
    for place, agency in enumerate((police, health), 1):
        IndicatorFactory(
            code=f"A1.{place}", parent=whole, supplier=agency, breakdown_name="agency", group_name=agency.name
        )
    IndicatorFactory(code="A2", title="Measure A2", supplier=None)

    by_agency = read("?by=agency")
    assert [heading for heading in headings(by_agency) if heading[-1] in "12"] == [
        "Health 1",
        "Police 1",
        "No agency 1",
    ]
    assert titles(by_agency) == ["Measure A1", "Measure A1", "Measure A2"]
    assert titles(read(f"?agency={health.pk}")) == ["Measure A1"]
    assert titles(read("?agency=None")) == ["Measure A2"]
    listed = words(page(reverse("reports:indicator-list")))
    assert "Measure A1 A1 Several agencies, added up" in listed
    assert "Measure A2 A2 Nobody yet" in listed
    # The whole is no one agency's: on its own page each has its part.
    assert titles(page(reverse("reports:agency", args=[police.pk]))) == [str(whole.parts.get(code="A1.1").title)]


def test_the_multiples_are_offered_as_a_table_with_the_filter_kept(client, django_assert_num_queries):
    concern = IndicatorFactory(code="C1", title="Measure C1", polarity="higher")
    for quarter, count in zip([*RISING, "Q2 2026–27"], [45, 46, 45, 46, 45, 20], strict=True):
        publish(concern, quarter, count, at=BEFORE)
    rated("A1", 54)
    publish(IndicatorFactory(code="H1", title="Measure H1"), "Q2 2026–27", 2, at=AFTER)
    IndicatorFactory(code="N1", title="Measure N1")
    keep_series(Indicator.objects.all())
    client.force_login(board_member())
    address = reverse("reports:dashboard")
    assert 'href="?rating=met&amp;shown=table#indicators">As a table' in client.get(f"{address}?rating=met").text

    with django_assert_num_queries(3 + 7):  # as its charts
        response = client.get(f"{address}?shown=table")

    html, text = response.text, words(response.text)
    assert titles(html) == []
    assert [name for name, _rows in response.context["tables"]] == [
        "Special cause of concern", "No figure for the latest period", "No change that needs the Board’s eye",
    ]  # fmt: skip
    row = text.split("Measure C1", 2)[-1]
    assert "33.3% Q2 2026–27 75.0% Q1 2026–27 76.7% Q4 2025–26 75.0% Q3 2025–26 76.7% Q2 2025–26" in row
    assert "Concern: low or falling" in row
    assert "hidden Q2 2026–27" in text
    assert 'type="hidden" name="shown" value="table"' in html
    filtered = client.get(f"{address}?shown=table&rating=met")
    assert [[row.series.indicator.code for row in rows] for _, rows in filtered.context["tables"]] == [["A1"]]
    assert "Showing only Rating: Target met ." in words(filtered.text)
    assert 'href="?rating=met#indicators">As charts' in filtered.text
    assert "No indicator matches" in client.get(f"{address}?shown=table&rating=near").text
