from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from board.models import Board, Priority
from indicators.models import DataSet, Indicator
from tests.factories.board import AgencyFactory, agency_lead, analyst
from tests.factories.indicators import DataSetFactory, FigureFactory, IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def officer(client):
    Board.current()
    officer = analyst()
    client.force_login(officer)
    return officer


def listed(client, **asked):
    response = client.get(reverse("indicators:library"), asked)
    return [row.record.code for row in response.context["table"].rows]


def answers(**changed):
    return {
        "code": "H4",
        "title": "GP reports to initial conferences",
        "definition": "Reports received before the conference.",
        "unit": "percentage",
        "numerator_words": "Reports received",
        "denominator_words": "Reports asked for",
        "decimals": "1",
        "polarity": "higher",
        "frequency": "quarter",
        "year_kind": "april",
        "supplier": AgencyFactory().pk,
        "breakdown": "none",
    } | changed


# Lists


@pytest.mark.parametrize("count", [1, 5])
def test_the_library_takes_as_many_queries_for_five_indicators_as_for_one(client, count, django_assert_num_queries):
    for indicator in IndicatorFactory.create_batch(count):
        TargetFactory(indicator=indicator)

    # session, person, roles, suppliers (choices), how many, indicators, the Board's name
    with django_assert_num_queries(7):
        response = client.get(reverse("indicators:library"))

    assert len(response.context["table"].rows) == count


def test_the_library_is_narrowed_by_each_filter(client):
    health = AgencyFactory(name="Health")
    IndicatorFactory(code="A1", supplier=health, title="Visits made")
    IndicatorFactory(code="B1", frequency="year", definition="Visits planned.")
    IndicatorFactory(code="C1", count=True, counted="")
    IndicatorFactory(code="D1", status="retired", counted="at_end")

    assert listed(client) == ["A1", "B1", "C1", "D1"]
    assert listed(client, supplier=health.pk) == ["A1"]
    assert listed(client, frequency="year") == ["B1"]
    assert listed(client, unit="number") == ["C1"]
    assert listed(client, status="retired") == ["D1"]
    assert [listed(client, counted=one) for one in ("over", "at_end", "none")] == [["A1", "B1"], ["D1"], ["C1"]]
    assert listed(client, text="visits") == ["A1", "B1"]
    assert listed(client, text="nothing like it") == []


@pytest.mark.parametrize(
    "asked", [{"supplier": "nobody"}, {"unit": "furlongs"}, {"page": "99"}, {"sort": "password"}, {"text": "\x00"}]
)
def test_a_question_that_makes_no_sense_is_no_fault(client, asked):
    IndicatorFactory()

    assert client.get(reverse("indicators:library"), asked).status_code in {200, 404}


@pytest.mark.parametrize("sort", ["title", "-title", "supplier", "current_target", "-current_target", "status"])
def test_the_library_sorts_by_every_column(client, sort):
    TargetFactory(indicator__code="A1", value=80)
    TargetFactory(indicator__code="B1", value=90)
    IndicatorFactory(code="C1")

    assert sorted(listed(client, sort=sort)) == ["A1", "B1", "C1"]
    assert listed(client, sort="-current_target") == ["B1", "A1", "C1"]


# Indicators


def test_an_indicator_is_added(client):
    priority = Priority.objects.create(year=2026, number=1, title="Neglect")

    response = client.post(reverse("indicators:library-add"), answers(priorities=[priority.pk]))

    indicator = Indicator.objects.get()
    assert response.url == reverse("indicators:library-detail", args=[indicator.pk])
    assert (indicator.code, list(indicator.priorities.all())) == ("H4", [priority])


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"code": ""}, "code", "Enter code"),
        ({"code": "H 4"}, "code", "Enter a code without spaces, such as H4"),
        ({"code": "X" * 41}, "code", "Shorten this to 40 characters; it has 41 now"),
        ({"decimals": "٣"}, "decimals", "Choose one from the list"),
        ({"decimals": "9"}, "decimals", "Choose one from the list"),
        ({"unit": "furlongs"}, "unit", "Choose one from the list"),
        ({"supplier": ""}, "supplier", "Choose who is asked for it, as it is agreed"),
        ({"breakdown_groups": "age band"}, "breakdown_groups", "Leave this empty, or choose “By named groups”"),
        ({"supplier": "999"}, "supplier", "Choose one from the list"),
        ({"numerator_words": ""}, "numerator_words", "Enter what is counted, as you said out of what"),
        ({"unit": "number"}, "denominator_words", "Leave this empty: a number is not out of anything"),
        (
            {"unit": "number", "denominator_words": "", "counted": ""},
            "counted",
            "Say whether it is counted over the period or on its last day",
        ),
        ({"priorities": ["x"]}, "priorities", "Choose from the list"),
    ],
)
def test_what_will_not_do_is_said_and_shown_back(client, changed, field, sentence):
    response = client.post(reverse("indicators:library-add"), answers(**changed))

    assert response.status_code == 200
    assert response.context["form"].errors[field] == [sentence]
    assert "GP reports to initial conferences" in response.text
    assert not Indicator.objects.exists()


def test_a_code_that_is_taken_is_said(client):
    IndicatorFactory(code="H4")

    response = client.post(reverse("indicators:library-add"), answers())

    assert response.context["form"].errors["code"] == ["Enter a different code: this one is taken"]


def test_two_people_changing_one_indicator_see_both_texts(client):
    indicator = IndicatorFactory(title="Before")
    url = reverse("indicators:library-change", args=[indicator.pk])
    read = client.get(url).context["form"].initial
    Indicator.objects.filter(pk=indicator.pk).update(title="Theirs")
    mine = answers(
        code=indicator.code,
        title="Mine",
        supplier=indicator.supplier_id,
        read=read["read"],
        read_links=read["read_links"],
    )

    response = client.post(url, mine)

    assert ("Theirs" in response.text, "Mine" in response.text) == (True, True)
    assert Indicator.objects.get().title == "Theirs"

    again = mine | {"read": response.context["form"]["read"].value()}
    client.post(url, again)
    assert Indicator.objects.get().title == "Mine"


def test_a_tampered_memory_of_what_was_read_is_no_fault(client):
    indicator = IndicatorFactory()
    url = reverse("indicators:library-change", args=[indicator.pk])

    response = client.post(url, answers(read="x", read_links=f"priorities:{'9' * 5000} nonsense ٣ key_questions:-1"))

    assert response.status_code == 200


def test_the_unit_of_collected_figures_stays(client):
    indicator = FigureFactory(given=True).indicator
    url = reverse("indicators:library-change", args=[indicator.pk])
    read = client.get(url).context["form"].initial
    wanted = answers(supplier=indicator.supplier_id, unit="ratio", read=read["read"], read_links=read["read_links"])

    response = client.post(url, wanted)

    assert "Figures were collected for" in response.text
    assert Indicator.objects.get().unit == "percentage"


def test_retiring_and_bringing_back_each_with_its_reason(client):
    indicator = IndicatorFactory()
    for status, reason, stands in (
        ("retired", "", "agreed"),
        ("retired", "Nobody asks for it", "retired"),
        ("consultation", "To hear everyone", "retired"),
        ("agreed", "It is asked for again", "agreed"),
    ):
        client.post(reverse("indicators:library-move", args=[indicator.pk, status]), {"reason": reason})
        indicator.refresh_from_db()
        assert indicator.status == stands


# Targets


def test_a_target_is_set(client):
    indicator = IndicatorFactory()

    client.post(
        reverse("indicators:target-add", args=[indicator.pk]),
        {"from_on": "1 April 2027", "value": "92.5", "tolerance": "", "why": "Agreed in March."},
    )

    # Without a reason none is set: whoever reads it later asks why.
    asked = client.post(
        reverse("indicators:target-add", args=[indicator.pk]), {"from_on": "1 April 2028", "value": "95", "why": " "}
    )

    # What is near enough is said as it was written, in points, where the library shows it.
    TargetFactory(indicator=indicator, from_on=date(2029, 4, 1), tolerance=Decimal("2.5"))
    assert "2.5 points" in client.get(reverse("indicators:library-detail", args=[indicator.pk])).text
    indicator.targets.get(from_on=date(2029, 4, 1)).delete()
    assert asked.context["form"].errors["why"] == ["Say who decided it and what it rests on"]
    target = indicator.targets.get()
    assert (target.from_on, target.value, target.tolerance) == (date(2027, 4, 1), Decimal("92.5"), 0)


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1e9", "٣", "-1", "101", "ninety", "c", "90.12345", "9" * 13])
def test_a_target_that_is_no_number_is_shown_back(client, text):
    indicator = IndicatorFactory()

    response = client.post(
        reverse("indicators:target-add", args=[indicator.pk]),
        {"from_on": "1 April 2027", "value": text, "why": "The Board, 9 March"},
    )

    assert response.context["form"].errors["value"]
    assert response.context["form"]["value"].value() == text
    assert not indicator.targets.exists()


def test_a_day_that_has_a_target_already_is_said(client):
    target = TargetFactory()

    response = client.post(
        reverse("indicators:target-add", args=[target.indicator.pk]),
        {"from_on": "1 April 2020", "value": "95", "why": "The Board, 9 March"},
    )

    assert "There is a target from 1 April 2020 already" in response.text


# Data sets


def data_set_answers(*lines, **changed):
    return {"name": "Quarterly", "frequency": "quarter", "year_kind": "april", "lines": "\r\n".join(lines)} | changed


def test_a_data_set_is_added_with_its_indicators_in_order(client):
    IndicatorFactory(code="H1"), IndicatorFactory(code="P2")

    client.post(reverse("indicators:data-set-add"), data_set_answers("p2 Anything", "", "H1: visits"))

    assert [line.indicator.code for line in DataSet.objects.get().lines.all()] == ["P2", "H1"]


def test_lines_that_name_no_indicator_are_said_one_by_one(client):
    IndicatorFactory(code="H1")

    response = client.post(reverse("indicators:data-set-add"), data_set_answers("H1", "Q9 Unknown", "H1 again"))

    assert response.context["form"].errors["lines"] == [
        "“Q9 Unknown” does not begin with a code of the library",
        "H1 is there twice: take one out",
    ]
    assert "Q9 Unknown" in response.text


def test_a_data_set_says_whom_its_next_period_asks_for_what(client):
    agency = AgencyFactory(name="The police")
    lead = agency_lead(agency, name="Ann Lee")
    asked = [IndicatorFactory(code=code, supplier=agency) for code in ("A1", "A2")]
    others = [IndicatorFactory(code="B1"), IndicatorFactory(code="C1", status="retired")]
    data_set = DataSetFactory(indicators=[*asked, *others])

    html = client.get(data_set.get_absolute_url()).text
    said = " ".join(strip_tags(html.split("Suppliers of this data set")[-1]).split())

    assert f"The police A1, A2 {lead}" in said
    assert f"{others[0].supplier} B1 Nobody: it has no lead" in said
    assert "Asked of nobody, being retired, not agreed or without a supplier at work: C1." in html


@pytest.mark.parametrize(
    ("days", "field", "sentence"),
    [
        ({"opens_after_working_days": "20"}, "opens_after_working_days", "A period opens before its returns are due"),
        (
            {"opens_after_working_days": "9", "due_after_working_days": "9"},
            "opens_after_working_days",
            "A period opens before its returns are due",
        ),
        ({"timely_for_days": "9", "lock_after_days": "8"}, "lock_after_days", "A return that is on time is accepted"),
    ],
)
def test_days_out_of_order_are_told_in_the_form(client, days, field, sentence):
    response = client.post(reverse("indicators:data-set-add"), data_set_answers(**days))

    assert response.context["form"].errors[field][0].startswith(sentence)
    assert not DataSet.objects.exists()


def test_a_list_changed_by_another_meanwhile_is_told_and_mine_kept(client):
    first, second, third = (IndicatorFactory(code=code) for code in ("A1", "B1", "C1"))
    data_set = DataSetFactory(indicators=[first])
    url = reverse("indicators:data-set-change", args=[data_set.pk])
    read = client.get(url).context["form"].initial
    data_set.lines.create(indicator=second, order=2)
    mine = data_set_answers(
        "A1", "C1", name=data_set.name, is_active="on", read=read["read"], read_lines=read["read_lines"]
    )

    response = client.post(url, mine)
    assert "Theirs is saved: A1 B1" in response.text
    assert response.context["form"]["lines"].value() == "A1\r\nC1"

    client.post(url, mine | {"read_lines": response.context["form"]["read_lines"].value()})
    assert [line.indicator for line in data_set.lines.all()] == [first, third]
