"""A pack opens with what the Board should notice: which indicators, what their figures say, and whom to ask."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from reports.enums import Section
from reports.packs.content import freeze
from reports.packs.drawing import context_of
from tests.factories.board import AgencyFactory, independent_chair
from tests.factories.indicators import IndicatorFactory, PublishedFigureFactory
from tests.factories.reports import PackFactory
from tests.reports.worlds import TODAY, quarters_before

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 11, 1, 9, tzinfo=UTC)
STEADY = [60, 62, 59, 61, 60, 63, 59, 61, 60, 62, 61, 60]
CONCERN = "Special cause of concern"
SAYS = "Q2 2026–27 is below the lower limit: lower than usual movement explains. That is a concern."


def measured(code, counts, **given):
    indicator = IndicatorFactory(code=code, title=f"Measure {code}", polarity="higher", **given)
    for quarter, count in zip(quarters_before(TODAY, len(counts)), counts, strict=True):
        PublishedFigureFactory(
            indicator=indicator,
            starts_on=quarter.starts_on,
            ends_on=quarter.ends_on,
            numerator=count,
            denominator=100,
            commentary="As before.",
            published_at=BEFORE,
        )
    return indicator


def opening(sections):
    content = freeze(PackFactory(as_at=TODAY, sections=sections), by=independent_chair())
    return content["sections"][0], render_to_string("pdf/pack.html", context_of(content, number=1, digest="0" * 64))


def test_it_names_what_moved_beyond_chance_with_its_sentence_and_its_agency():
    measured("C1", [*STEADY, 20], supplier=AgencyFactory(name="Northshire Police"))
    measured("S1", [*STEADY, 61])

    summary, html = opening([Section.SUMMARY, Section.INDICATORS])

    [need] = summary["needs"]
    [one] = need["indicators"]
    assert (need["label"], one["code"], one["latest"], one["ask"]) == (CONCERN, "C1", "20.0%", "Northshire Police")
    assert one["says"].startswith(SAYS)
    assert summary["standfirst"].startswith("One indicator has moved the wrong way beyond chance.")
    assert f"<h3>{CONCERN}</h3>" in html
    assert '<span class="kpi__l">targets not met</span><span class="kpi__d">of 0 rated</span>' in html
    assert f'href="#indicator-{one["id"]}"></a></td>' in html


def test_it_leads_to_no_page_that_the_pack_does_not_have():
    measured("C1", [*STEADY, 20])

    _summary, html = opening([Section.SUMMARY])

    assert f"<h3>{CONCERN}</h3>" in html
    assert "#indicator-" not in html


@pytest.mark.parametrize(
    ("count", "ask"), [(2, "Northshire 0, Northshire 1"), (4, "Several agencies, added up")], ids=["named", "many"]
)
def test_each_agency_is_asked_of_what_theirs_are_added_up_to(count, ask):
    whole = IndicatorFactory(code="W1", supplier=AgencyFactory(name="Northshire 0"), added_up_by="agency")
    for number in range(count):
        agency = whole.supplier if number == 0 else AgencyFactory(name=f"Northshire {number}")
        IndicatorFactory(code=f"W1.{number}", parent=whole, breakdown_name="agency", supplier=agency)

    summary, _html = opening([Section.SUMMARY])

    asked = {one["code"]: one["ask"] for need in summary["needs"] for one in need["indicators"]}
    assert asked["W1"] == ask


def test_figures_that_have_not_come_are_asked_for():
    IndicatorFactory(code="N1", supplier=AgencyFactory(name="Northshire Probation"))

    summary, _html = opening([Section.SUMMARY])

    [need] = summary["needs"]
    assert (need["label"], [(one["says"], one["ask"]) for one in need["indicators"]]) == (
        "No figure for the latest period",
        [("None has come.", "Northshire Probation")],
    )


def test_a_version_frozen_before_packs_said_so_is_drawn_as_it_was():
    content = freeze(PackFactory(as_at=TODAY, sections=[Section.SUMMARY]), by=independent_chair())
    for name in ("standfirst", "needs", "has_pages"):
        del content["sections"][0][name]

    html = render_to_string("pdf/pack.html", context_of(content, number=1, digest="0" * 64))

    assert "No summary was written for this version." in html
