"""What one indicator's page gives to take away: Excel, SVG and PNG, as the Board sees it."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from tests.factories.board import analyst
from tests.factories.indicators import IndicatorFactory, TargetFactory
from tests.reports.reading import QUARTERS, csv_of, get, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00")


@pytest.fixture
def measure():
    """Its latest figure is of three children of 1,847, its title and commentary are what people type."""
    measure = IndicatorFactory(code="=H1", title='Seen & "safe" <i>in time</i>', polarity="higher")
    TargetFactory(indicator=measure)
    *earlier, latest = QUARTERS
    for number, quarter in enumerate(earlier):
        publish(measure, quarter, 45 + number, commentary="=2+2")
    publish(measure, latest, 3, 1847, commentary="Both were twins.")
    return measure


def taken(measure, form, person=None):
    response = get(reverse("reports:indicator-file", args=[measure.pk, form]), person)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    return response.content


def test_excel_holds_numbers_and_days_and_text_that_stays_text(measure):
    book = load_workbook(io.BytesIO(taken(measure, "xlsx")))

    heading, first, *_others, last = book["Figures"].iter_rows(values_only=True)
    row = dict(zip(heading, first, strict=True))
    assert (row["Numerator"], row["Denominator"], row["Figure"], row["Target"]) == (45, 60, 75, 90)
    assert (row["From"].date(), row["Code"], row["Commentary"]) == (date(2025, 4, 1), "=H1", "=2+2")
    assert book["Figures"]["A2"].data_type == "s"
    hidden = dict(zip(heading, last, strict=True))
    assert (hidden["Numerator"], hidden["Denominator"], hidden["Figure"]) == ("hidden", "hidden", "hidden")
    # The same figures as in the CSV, which the intruder reads.
    own = csv_of(reverse("reports:indicator-csv", args=[measure.pk]))
    told = [dict(zip(heading, cells, strict=True)) for cells in book["Figures"].iter_rows(min_row=2, values_only=True)]
    for column in ("Numerator", "Denominator", "Figure", "Target"):
        assert [_number(line[column]) for line in told] == [_number(line[column]) for line in own]
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Taken on"].date() == date(2026, 11, 20)


def _number(cell):
    text = str(cell or "")
    return Decimal(text).normalize() if re.fullmatch(r"[0-9.]+", text) else text


def test_the_picture_says_by_itself_what_it_shows(measure):
    drawn = taken(measure, "svg").decode()

    root = fromstring(drawn)
    said = [" ".join("".join(text.itertext()).split()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert said[0] == 'Seen & "safe" <i>in time</i>'
    assert "The figure for July to September 2026 is hidden" in " ".join(said)
    assert "taken on 20 November 2026" in " ".join(said)
    assert "hidden" in said
    picture = Image.open(io.BytesIO(taken(measure, "png")))
    assert (picture.format, picture.width) == ("PNG", 2 * int(root.get("width")))
    # Text is drawn: the name at the head leaves ink, and so do the letters of the axis.
    assert min(picture.convert("L").crop((0, 0, picture.width, 60)).getdata()) < 80


def test_what_is_hidden_is_in_no_file_even_of_those_who_may_open_it(measure, client):
    trusted = analyst()
    client.force_login(trusted)
    client.post(reverse("indicators:counts-open", args=[measure.pk]), {"reason": "Checking."})
    assert "1847" in client.get(reverse("reports:indicator-csv", args=[measure.pk])).content.decode()

    sources = [
        client.get(reverse("reports:indicator-file", args=[measure.pk, "svg"])).content.decode(),
        *(
            str(list(sheet.iter_rows(values_only=True)))
            for sheet in load_workbook(
                io.BytesIO(client.get(reverse("reports:indicator-file", args=[measure.pk, "xlsx"])).content)
            )
        ),
    ]
    assert [re.findall(r"1,?847|twins|\b0\.16|\b0\.2\b", source) for source in sources] == [[], [], []]
    # Neither do points or scale tell it: the picture is the same whatever stands in the hidden figure.
    before = taken(measure, "svg"), taken(measure, "png")
    measure.published.filter(numerator=3).update(numerator=4, denominator=2300)
    assert (taken(measure, "svg"), taken(measure, "png")) == before


def test_without_figures_and_for_other_forms():
    bare = IndicatorFactory(title="Nothing\x0b yet")

    assert b"No figure has been accepted yet." in taken(bare, "svg")
    assert taken(bare, "png").startswith(b"\x89PNG")
    assert taken(bare, "xlsx").startswith(b"PK")
    assert get(reverse("reports:indicator-file", args=[bare.pk, "exe"])).status_code == 404
