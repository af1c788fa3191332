"""An indicator's parts beside one another: in one period by funnel, and over time."""

import csv
import io
import re
from datetime import date

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from openpyxl import load_workbook

from indicators.actions.hide import hide_all_beside
from indicators.models import Indicator
from reports.packs.content import freeze
from tests.factories.board import agency_lead, analyst, board_member
from tests.factories.indicators import IndicatorFactory
from tests.factories.reports import PackFactory
from tests.reports.reading import get, page, publish, words

pytestmark = pytest.mark.django_db

PLACES = {"North": (30, 200), "South": (28, 190), "East": (90, 210), "Moors": (3, 40), "Isle": (9, 44)}


@pytest.fixture
def whole():
    """East far higher than the others; Moors too small to show, and Isle hidden beside it."""
    indicator = IndicatorFactory(
        title="Repeat incidents", breakdown="locality", polarity="lower", denominator_words="Incidents"
    )
    for name, (over, under) in PLACES.items():
        part = IndicatorFactory(title=f"Repeat incidents: {name}", parent=indicator, supplier=indicator.supplier)
        publish(part, "Q2 2026–27", over, under)
        publish(part, "Q1 2026–27", 40, 200)
        publish(part, "Q2 2025–26", 44, 220)
    publish(indicator, "Q2 2026–27", sum(n for n, _ in PLACES.values()), sum(d for _, d in PLACES.values()))
    hide_all_beside()
    return indicator


def rows(html):
    body = re.findall(r"<tbody[^>]*>(.*?)</tbody>", html, re.DOTALL)[0]
    return [words(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)]


def test_one_that_differs_beyond_chance_is_named_and_what_is_hidden_is_in_no_sum(whole):
    html = page(reverse("reports:compare", args=[whole.pk]))

    assert "East is higher than its size explains; North and South are lower than their size explains." in words(html)
    assert "2 of 5 are hidden." in words(html)
    assert rows(html)[:3] == [
        "North 30 200 15.0% Below the 99.8% limit 20.0% −5.0 17.5%",
        "South 28 190 14.7% Below the 99.8% limit 20.0% −5.3 17.4%",
        "East 90 210 42.9% Above the 99.8% limit 20.0% +22.9 31.7%",
    ]
    assert rows(html)[3:] == [
        "Moors — — hidden — — — 20.0% (1 of 2 periods)",
        "Isle — — hidden — — — 20.0% (1 of 2 periods)",
    ]
    said = words(html)
    assert "All whose counts are shown, added up 24.7%" in said  # 148 of 600
    assert "Mean of their own figures, each counted once 24.2%" in said
    assert "As returned for all together, accepted on 20 October 2026 23.4%" in said
    assert html.count("<svg") > 5


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ((400, 400, 90), "East is higher than its size explains."),
        ((400, 400, 8), "East is lower than its size explains."),
    ],
    ids=["only higher", "only lower"],
)
def test_those_on_one_side_alone_are_named_alone(over, sentence):
    indicator = IndicatorFactory(breakdown="locality", polarity="lower")
    for name, count in zip(("North", "South", "East"), over, strict=True):
        part = IndicatorFactory(title=name, parent=indicator, supplier=indicator.supplier)
        publish(part, "Q2 2026–27", count, 10_000 if name != "East" else 800)

    assert sentence in words(page(reverse("reports:compare", args=[indicator.pk])))


def test_another_period_is_kept_in_the_address_and_nonsense_is_the_latest(whole):
    url = reverse("reports:compare", args=[whole.pk])

    assert "April to June 2026" in words(page(url + "?period=2026-04-01"))
    assert "July to September 2026" in words(page(url + "?period=2026-99-01"))
    assert "None differs from all together" in words(page(url + "?period=2026-04-01"))


def test_groups_are_set_against_all_together(whole):
    Indicator.objects.filter(pk=whole.pk).update(breakdown="groups", breakdown_groups="age band")

    html = page(reverse("reports:compare", args=[whole.pk]))

    assert "1.7 times" in rows(html)[2]
    assert "Against all together: highest East, 1.7 times; lowest South, 0.6 times." in words(html)
    assert re.findall(r'<article class="sm">\s*<h4><a [^>]*>([^<]*)<', html) == [
        "North",
        "South",
        "East",
        "Moors",
        "Isle",
    ]


def test_who_may_compare(client, whole, django_assert_max_num_queries):
    url = reverse("reports:compare", args=[whole.pk])
    alone = IndicatorFactory()

    assert get(url, agency_lead(whole.supplier)).status_code == 200
    assert get(url, agency_lead()).status_code == 404
    assert get(reverse("reports:compare", args=[alone.pk])).status_code == 404
    assert "Compare its parts" in page(whole.get_absolute_url())
    assert "Compare its parts" not in page(alone.get_absolute_url())
    client.force_login(board_member())
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


def test_a_pack_says_what_the_parts_come_to_as_the_board_sees_them(whole):
    content = freeze(PackFactory(as_at=date(2026, 11, 20)), by=board_member())

    [section] = [section for section in content["sections"] if section["kind"] == "indicators"]
    told = next(one["parts"] for one in section["indicators"] if one["id"] == whole.pk)
    assert told == [
        "Its parts, Q2 2026–27: East is higher than its size explains; North and South are lower than their size "
        "explains. 2 of 5 are hidden."
    ]
    assert all("parts" not in one for one in section["indicators"] if one["id"] != whole.pk)


def test_the_funnel_and_its_figures_are_taken_away_as_the_board_sees_them(whole, client):
    trusted = analyst()
    client.force_login(trusted)
    moors = Indicator.objects.get(title__endswith="Moors")
    client.post(reverse("indicators:counts-open", args=[moors.pk]), {"reason": "Checking."})

    def taken(form, **asked):
        return client.get(reverse("reports:compared-file", args=[whole.pk, form]), asked)

    lines = list(csv.DictReader(io.StringIO(taken("csv").content.decode("utf-8-sig"))))
    assert [(one["Part"], one["Numerator"], one["Denominator"], one["Figure"]) for one in lines] == [
        ("North", "30", "200", "15.0"),
        ("South", "28", "190", "14.7"),
        ("East", "90", "210", "42.9"),
        ("Moors", "hidden", "hidden", "hidden"),
        ("Isle", "hidden", "hidden", "hidden"),
        ("All together, as returned", "160", "684", "23.4"),
    ]
    assert lines[2]["More than its size explains?"] == "Above the 99.8% limit"
    heading, *rows = load_workbook(io.BytesIO(taken("xlsx").content))["Figures"].iter_rows(values_only=True)
    assert [row[heading.index("Figure")] for row in rows] == [15, 14.7, 42.9, "hidden", "hidden", 23.4]
    drawn = taken("svg").content.decode()
    said = [" ".join("".join(one.itertext()).split()) for one in fromstring(drawn).iter()]
    assert "East is higher than its size explains; North and South are lower than their size explains." in " ".join(
        said
    )
    assert "Beyond the 99.8% limits" in said
    assert "Moors" not in drawn
    assert "Isle" not in drawn
    assert taken("png").content.startswith(b"\x89PNG")
    # The period that is asked for, and no other form.
    earlier = list(csv.DictReader(io.StringIO(taken("csv", period="2026-04-01").content.decode("utf-8-sig"))))
    assert {one["Period"] for one in earlier} == {"Q1 2026–27"}
    assert taken("exe").status_code == 404


def test_plain_counts_are_said_to_be_counts():
    whole = IndicatorFactory(count=True, breakdown="locality")
    for name, count in (("North", 40), ("South", 90)):
        publish(IndicatorFactory(title=name, parent=whole, count=True), "Q2 2026–27", None, None, value=count)

    said = words(page(reverse("reports:compare", args=[whole.pk])))

    assert "These are plain counts: the larger a part, the larger its count." in said
    assert "too few counts" not in said


def test_counts_have_a_year_so_far_where_they_may_be_added_up():
    for counted in ("over", "at_end"):
        whole = IndicatorFactory(breakdown="locality", count=True, counted=counted)
        for name in ("North", "South"):
            part = IndicatorFactory(title=name, parent=whole, count=True, counted=counted)
            publish(part, "Q1 2026–27", None, None, value=30)
            publish(part, "Q2 2026–27", None, None, value=12)
        html = page(reverse("reports:compare", args=[whole.pk]))
        assert (rows(html)[0].endswith("42"), "Year so far" in html) == (counted == "over",) * 2
