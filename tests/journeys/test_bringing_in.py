"""A framework out of Word: read, a doubt settled, saved, taken back, and taken out again."""

import re

import pytest
from playwright.sync_api import expect

from audits.programme.models import ProgrammeEntry
from frameworks.models import Framework, MonitoringActivity
from tests.factories.board import manager
from tests.frameworks.bringing_in.test_preview import as_excel, as_word
from tests.journeys.accessibility import arrive, arrive_without_scripts, check_accessibility, check_reflow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TABLE = [
    ["Standard", "Performance Monitoring", "Timescale"],
    ["Members attend the Board", "Records of attendance", "Annually, next due June 2030"],
    ["Groups report to the Board", "Minutes are read", "Bi-monthly"],
]


@pytest.fixture
def paper(tmp_path):
    as_word([TABLE]).save(tmp_path / "Our standards.docx")
    return tmp_path / "Our standards.docx"


def press(page, locator):
    """With the keyboard alone."""
    locator.focus()
    page.keyboard.press("Enter")


def test_a_word_framework_is_brought_in_and_taken_back_with_the_keyboard(page, sign_in, paper):
    sign_in(manager(name="Helen Ostrow"))
    press(page, page.get_by_role("link", name="Frameworks"))
    press(page, page.get_by_role("link", name="Bring one in from Word or Excel"))
    arrive(page, "Bring in a framework")
    page.get_by_label("Title").focus()
    page.keyboard.type("Standards of the Board")
    page.get_by_label("Word, Excel or CSV file").set_input_files(paper)
    press(page, page.get_by_role("button", name="Read it"))

    arrive(page, "Standards of the Board")
    expect(page.get_by_text("2 rows of the table: 2 will be made.")).to_be_visible()
    press(page, page.get_by_role("link", name="Only rows to look at"))
    press(page, page.get_by_role("link", name="Row 3"))
    arrive(page, "Row 3")
    page.get_by_label("How often").select_option("So many times a year")
    page.get_by_label("How many weeks, or times a year").focus()
    page.keyboard.type("6")
    press(page, page.get_by_role("button", name="Save the row"))
    expect(page.get_by_text("No row is in doubt and none is left out.")).to_be_visible()
    press(page, page.get_by_role("link", name="Show all rows").first)
    arrive(page, "Standards of the Board")
    press(page, page.get_by_role("button", name="Save 2 rows"))

    expect(page.get_by_text("Standards of the Board was brought in: 2 rows.")).to_be_visible()
    assert sorted(MonitoringActivity.objects.values_list("frequency", "number")) == [
        ("times_a_year", 6),
        ("yearly", None),
    ]
    arrive(page, "Standards of the Board")
    press(page, page.get_by_role("link", name="Take it back"))
    arrive(page, "Take back Standards of the Board")
    press(page, page.get_by_role("button", name="Take it back"))
    expect(page.get_by_text("Standards of the Board was taken back, with all 2 rows.")).to_be_visible()
    assert not Framework.objects.exists()


PROGRAMME = [
    ["", "Audit subject & criteria", "Frequency", "Dates for audit", "Lead Responsibility?", "Comment"],
    ["", "ONGOING – Monitoring Audits", "", "", "", ""],
    ["1", "Supervision in children’s homes", "Annually", "June", "Business manager", ""],
    ["2", "Case audit x 3", "3 x Annually", "31 June 2031", "", ""],
]


def test_a_programme_in_excel_is_brought_in_and_taken_back_with_the_keyboard(page, sign_in, tmp_path):
    as_excel([PROGRAMME]).save(tmp_path / "Audits.xlsx")
    sign_in(manager(name="Helen Ostrow"))
    press(page, page.get_by_role("link", name="Audit programme"))
    press(page, page.get_by_role("link", name="bring it in from Word or Excel"))
    arrive(page, "Bring in a programme")
    page.get_by_label("Word, Excel or CSV file").set_input_files(tmp_path / "Audits.xlsx")
    press(page, page.get_by_role("button", name="Read it"))

    expect(page.get_by_text("2 rows of the table: 2 will be made.")).to_be_visible()
    check_accessibility(page)
    check_reflow(page)
    press(page, page.get_by_role("link", name="Only rows to look at"))
    press(page, page.get_by_role("link", name="Row 4"))
    arrive(page, "Row 4")
    page.get_by_role("textbox", name=re.compile("^Due")).focus()
    page.keyboard.type("15 June 2031, 31 March 2032")
    press(page, page.get_by_role("button", name="Save the row"))
    expect(page.get_by_text("No row is in doubt and none is left out.")).to_be_visible()
    press(page, page.get_by_role("link", name="Show all rows").first)
    press(page, page.get_by_role("button", name="Save 2 rows"))

    expect(page.get_by_text("was brought in: 2 rows.")).to_be_visible()
    assert [len(entry.days) for entry in ProgrammeEntry.objects.order_by("number")] == [1, 2]
    press(page, page.get_by_role("link", name="Take it back"))
    press(page, page.get_by_role("button", name="Take it back"))
    expect(page.get_by_text("was taken back, with all 2 rows.")).to_be_visible()
    assert not ProgrammeEntry.objects.exists()


def test_a_pasted_table_of_other_columns_is_brought_in_without_scripts_and_taken_out(page_without_scripts, sign_in):
    page = page_without_scripts
    sign_in(manager(), on=page)
    page.get_by_role("link", name="Frameworks").click()
    page.get_by_role("link", name="Bring one in from Word or Excel").click()
    page.get_by_label("Title").fill("Standards of the Board")
    page.get_by_label("Or paste the table here").fill("Thing\tThen\nMembers attend\tYearly\n")
    page.get_by_role("button", name="Read it").click()
    arrive_without_scripts(page, "What the columns hold")
    page.get_by_label("Column 1").select_option("Standard")
    page.get_by_label("Column 2").select_option("Timescale")
    page.get_by_role("button", name="Read it with these columns").click()
    arrive_without_scripts(page, "Standards of the Board")
    page.get_by_role("button", name="Save 1 row").click()
    page.get_by_role("link", name="Open Standards of the Board").click()
    arrive_without_scripts(page, "Standards of the Board")

    with page.expect_download() as taken:
        page.get_by_role("link", name="Word (.docx)").click()
    assert taken.value.suggested_filename == "Standards of the Board.docx"
