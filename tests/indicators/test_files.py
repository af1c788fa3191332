"""A return's sheet, taken away and brought back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from board.models import Board
from indicators.models import Figure, FigureRevision, ReturnFile
from lscb.core.models import ActivityEvent
from tests.factories.indicators import PublishedFigureFactory
from tests.factories.returns import IN_TIME, desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time(time_machine, db):
    Board.current()
    time_machine.move_to(f"{IN_TIME}+00:00", tick=False)


@pytest.fixture
def at():
    """Two counts, filled in; a plain count; and a colleague's row."""
    at = desk()
    visits = at.figure(order=1, given=True, indicator__code="H1", commentary="Two  spaces.\n\nAnd a line.")
    at.figure(order=2, indicator__code="H2", indicator__count=True)
    at.figure(order=3, indicator__code="H3", delegated_to=at.colleague)
    PublishedFigureFactory(indicator=visits.indicator, starts_on="2026-04-01", ends_on="2026-06-30")
    return at


def sheet(client, at, form="xlsx"):
    return client.get(reverse("indicators:return-sheet", args=[at.item.pk, form]))


def bring(client, at, content, name="figures.csv"):
    data = {"file": SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)}
    return client.post(reverse("indicators:return-file-add", args=[at.item.pk]), data)


def look(client, response):
    assert response.status_code == 302, response.context["form"].errors
    return client.get(response.url)


def save(client, page):
    stored, stamp = page.context["stored"], page.context["stamp"]
    return client.post(reverse("indicators:return-file-save", args=[stored.pk]), {"stamp": stamp}, follow=True)


def texts(at):
    return {figure.indicator.code: (figure.numerator_text, figure.denominator_text, figure.value_text)
            for figure in at.item.figures.all()}  # fmt: skip


def test_the_sheet_goes_round_and_only_what_was_written_in_it_changes(client, at):
    client.force_login(at.lead)
    book = load_workbook(io.BytesIO(sheet(client, at).content))
    page = book.active
    headings = [cell.value for cell in page[3]]
    assert [cell.value for cell in page[4]][:2] == ["H1", at.item.figures.get(order=1).indicator.title]
    # A spreadsheet reckons with figures, so they are none of the text that it warns of.
    past, stands = page.cell(4, headings.index("Q1 26–27") + 1), page.cell(4, headings.index("Numerator") + 1)
    assert (past.value, past.number_format, stands.value, stands.data_type) == (75, "0.0", 45, "n")
    untouched = io.BytesIO()
    book.save(untouched)

    page_as_it_was = look(client, bring(client, at, untouched.getvalue(), "figures.xlsx"))
    assert "Everything in this file stands in the return already." in page_as_it_was.text

    page.cell(4, headings.index("Numerator") + 1).value = 30
    page.cell(5, headings.index("Value") + 1).value = 1204
    page.cell(6, headings.index("If not available") + 1).value = "Not ready in time"
    changed = io.BytesIO()
    book.save(changed)
    preview = look(client, bring(client, at, changed.getvalue(), "figures.xlsx"))

    assert preview.context["changed_count"] == 3
    assert texts(at)["H1"] == ("45", "60", "")  # nothing yet
    assert "50.0%" in preview.text
    saved = save(client, preview)
    assert "3 rows saved from figures.xlsx." in saved.text
    assert texts(at) == {"H1": ("30", "60", ""), "H2": ("", "", "1204"), "H3": ("", "", "")}
    assert at.item.figures.get(order=1).commentary == "Two  spaces.\n\nAnd a line."
    assert at.item.figures.get(order=3).missing_reason == "not_ready"
    assert ActivityEvent.objects.filter(verb="return.file_saved").count() == 1

    # The same file again changes nothing.
    revisions = FigureRevision.objects.count()
    again = look(client, bring(client, at, changed.getvalue(), "figures.xlsx"))
    assert again.context["changed_count"] == 0
    save(client, again)
    assert FigureRevision.objects.count() == revisions


def test_the_same_file_while_it_is_looked_over_is_one(client, at):
    client.force_login(at.lead)

    first, second = (bring(client, at, "Code,Value\nH2,7\n") for _ in range(2))

    assert first.url == second.url
    assert ReturnFile.objects.count() == 1


def test_a_wrong_row_is_said_and_nothing_is_saved_by_halves(client, at):
    client.force_login(at.lead)
    content = "Code,Numerator,Denominator,If not available\nH1,70,60,\nH2,7,,\nH2,8,,\nH9,1,2,\nH3,,,on holiday\n"

    preview = look(client, bring(client, at, content))

    assert [(each.line.number, list(each.errors)) for each in preview.context["beside"] if each.errors] == [
        (2, ["The numerator, 70, is larger than the denominator, 60. Check both."]),
        (4, ["Row 3 is about the same indicator."]),
        (5, ["No row of this return that is yours to fill in is called this."]),
        (6, ["“on holiday” is none of the reasons why there may be no figure."]),
    ]
    assert "Nothing was saved: there is still a row to put right." in save(client, preview).text
    assert texts(at)["H2"] == ("", "", "")


def test_what_was_saved_meanwhile_is_not_overwritten_unseen(client, at):
    client.force_login(at.lead)
    preview = look(client, bring(client, at, "Code,Value\nH2,7\n"))
    Figure.objects.filter(indicator__code="H2").update(value_text="9", version=4)

    response = save(client, preview)

    assert "was saved after you opened this page" in response.text
    assert texts(at)["H2"] == ("", "", "9")


def test_a_contributor_brings_only_the_rows_that_are_theirs(client, at):
    client.force_login(at.colleague)
    assert "H1" not in sheet(client, at, "csv").content.decode()

    preview = look(client, bring(client, at, "Code,Numerator,Denominator\nH3,1,2\nH1,1,2\n"))

    assert [bool(each.errors) for each in preview.context["beside"]] == [False, True]
    client.force_login(at.lead)
    address = preview.context["stored"].get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(at.colleague)
    at.item.figures.update(delegated_to=None)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Code,Value,NHS number\nH2,7,943 476 5919\n", "row 2 holds an NHS number"),
        ("Code,Value,Commentary\nH2,7,\n\nForename,Surname\nSam,Lee\n", "row 5 holds a name"),
        ("Name,Count\nBath,3\n", "None of its rows names its columns"),
        ("Return 999999\nCode,Value\nH2,7\n", "It is the sheet of another return"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_not_kept(client, at, content, words):
    client.force_login(at.lead)

    response = bring(client, at, content)

    assert words in response.text
    assert not ReturnFile.objects.exists()
    assert "943 476 5919" not in response.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_however_it_was_saved(client, at, encoding):
    client.force_login(at.lead)

    preview = look(
        client, bring(client, at, "Code;Numerator;Denominator;Commentary\nH1;30;60;Café – “busy”\n".encode(encoding))
    )
    save(client, preview)

    figure = at.item.figures.get(order=1)
    assert (figure.numerator_text, figure.commentary) == ("30", "Café – “busy”")


def test_per_cent_as_excel_keeps_it_is_read_as_it_is_seen(client, at):
    share = at.figure(order=4, indicator__code="H4", indicator__denominator_words="")
    client.force_login(at.lead)
    book = load_workbook(io.BytesIO(sheet(client, at).content))
    headings = [cell.value for cell in book.active[3]]
    cell = book.active.cell(7, headings.index("Value") + 1)
    cell.value, cell.number_format = 0.635, "0.0%"
    changed = io.BytesIO()
    book.save(changed)

    save(client, look(client, bring(client, at, changed.getvalue(), "figures.xlsx")))

    share.refresh_from_db()
    assert (share.value_text, str(share.value)) == ("63.5%", "63.5000")
