"""An agency takes its return away as an Excel sheet, fills it in, brings it back, and explains what is unusual."""

from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from indicators.models import Submission
from tests.factories.indicators import PublishedFigureFactory
from tests.factories.returns import desk
from tests.journeys.accessibility import check_accessibility, check_reflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAST = [("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]


def hold_to_the_standard(page):
    check_accessibility(page)
    check_reflow(page)


def test_a_sheet_goes_round_and_a_warning_is_explained(sign_in, visit, tmp_path):
    today = timezone.localdate()
    at = desk(period__due_on=today + timedelta(days=10), period__locks_on=today + timedelta(days=40))
    visits = at.figure(order=1, indicator__code="H1", indicator__title="Visits in time")
    at.figure(order=2, indicator__code="H3", indicator__title="Attendances", indicator__count=True)
    for starts_on, ends_on in PAST:
        PublishedFigureFactory(
            indicator=visits.indicator, starts_on=starts_on, ends_on=ends_on, numerator=90, denominator=100
        )
    page = sign_in(at.lead)
    visit(f"/indicators/returns/{at.item.pk}/edit/")
    page.get_by_role("link", name="Fill in with a file").click()
    hold_to_the_standard(page)

    with page.expect_download() as taken:
        page.get_by_role("link", name="Download for Excel").click()
    path = tmp_path / "figures.xlsx"
    taken.value.save_as(path)
    book = load_workbook(path)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, columns["Numerator"]).value, sheet.cell(4, columns["Denominator"]).value = 45, 60
    sheet.cell(5, columns["Value"]).value = 1204
    book.save(path)

    page.get_by_label("Excel or CSV file").set_input_files(path)
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_text("2 rows would change. Nothing is saved yet.")).to_be_visible()
    expect(page.get_by_text("75.0% is unlike the last 3 figures, which were all 90.0%.")).to_be_visible()
    hold_to_the_standard(page)
    page.get_by_role("button", name="Save 2 rows").click()

    expect(page.get_by_text("2 rows saved from figures.xlsx.")).to_be_visible()
    expect(page.get_by_label("H3 value")).to_have_value("1204")
    page.get_by_label("Explain this figure").first.fill("A ward was closed for three weeks.")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Explained").first).to_be_visible()
    visit(f"/indicators/returns/{at.item.pk}/submit/")
    page.get_by_role("button", name="Submit to the Board's office").click()
    expect(page.get_by_text("A ward was closed for three weeks.")).to_be_visible()
    assert Submission.objects.get().content["rows"][0]["explanation"] == "A ward was closed for three weeks."
