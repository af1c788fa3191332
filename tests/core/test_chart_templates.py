"""The chart templates draw what the geometry says, in markup that can be heard and printed."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from lscb.core.charts import Reading, run_chart, spark

SVG = "{http://www.w3.org/2000/svg}"
READINGS = [
    Reading("Q1 2025–26", Decimal(1204), "given", tick="Q1", group="2025–26"),
    Reading("Q2 2025–26", Decimal(1310), "given", tick="Q2", group="2025–26"),
    Reading("Q3 2025–26", Decimal(3), "hidden", tick="Q3", group="2025–26"),
    Reading("Q4 2025–26", None, "missing", tick="Q4", group="2025–26"),
    Reading("Q1 2026–27", Decimal(1250), "given", provisional=True, tick="Q1", group="2026–27"),
]


def svg_of(html):
    """The first drawing, parsed as strictly as a PDF needs it."""
    markup = html[html.index("<svg") : html.index("</svg>") + 6]
    return ElementTree.fromstring(markup.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))


@pytest.fixture
def chart():
    return run_chart("Contacts <with> children’s services", READINGS, target=1300)


@pytest.fixture
def run_html(chart):
    return render_to_string("charts/run.html", {"chart": chart, "note": "Quarterly."})


def test_a_drawing_is_one_image_whose_first_child_is_its_sentence(chart, run_html):
    svg = svg_of(run_html)

    assert svg.get("role") == "img"
    assert (svg[0].tag, svg[0].text) == (f"{SVG}title", chart.title)


def test_a_spark_is_one_image_whose_first_child_is_its_sentence():
    drawing = spark("Contacts", READINGS, target=1300)

    svg = svg_of(render_to_string("charts/spark.html", {"spark": drawing}))

    assert (svg.get("role"), svg[0].text) == ("img", drawing.title)


def test_points_gaps_and_words_are_drawn(run_html):
    svg = svg_of(run_html)

    assert [point.get("class") for point in svg.iter(f"{SVG}circle")] == ["c-common", "c-common", "c-open"]
    assert len([path for path in svg.iter(f"{SVG}path") if path.get("class") == "c-line"]) == 1
    words = [text.text for text in svg.iter(f"{SVG}text")]
    assert words[words.index("hidden") :][:3] == ["hidden", "no", "return"]


def test_nothing_is_styled_inline_or_shares_an_id(run_html):
    assert re.findall(r"\s(?:style|id|on\w+)=", run_html) == []


def test_every_shape_carries_its_own_colour_for_paper(run_html):
    shapes = [el for el in svg_of(run_html).iter() if el.tag in (f"{SVG}path", f"{SVG}circle", f"{SVG}rect")]

    assert [shape for shape in shapes if not (shape.get("fill") or shape.get("stroke"))] == []


def test_coordinates_keep_their_point_whatever_the_language(chart):
    with translation.override("de"):
        html = render_to_string("charts/drawing.html", {"drawing": chart.wide})

    assert [value for value in re.findall(r'\s(?:x|y|cx|cy|width|d|viewBox)="([^"]*)"', html) if "," in value] == []


def test_the_table_gives_each_period_its_figure_or_why_there_is_none(chart):
    html = render_to_string("charts/figures.html", {"chart": chart})

    cells = [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in re.findall(r"<td.*?</td>", html, re.DOTALL)]
    assert cells == ["1,250 provisional", "no return", "hidden so that no small count can be known", "1,310", "1,204"]


def test_a_hidden_figure_is_nowhere_in_the_markup():
    readings = [Reading("2024–25", 10), Reading("2025–26", Decimal("77777"), "hidden"), Reading("2026–27", 20)]
    chart, small = run_chart("Contacts", readings), spark("Contacts", readings)

    html = render_to_string("charts/run.html", {"chart": chart}) + render_to_string(
        "charts/spark.html", {"spark": small}
    )

    assert re.findall("77,?777", html) == []


def test_a_chart_without_readings_says_so_instead_of_drawing():
    html = render_to_string("charts/run.html", {"chart": run_chart("Contacts", [])})

    assert ("<svg" in html, "No figures yet." in html) == (False, True)


def test_a_name_from_a_person_is_escaped(run_html):
    assert "<with>" not in run_html
