from decimal import Decimal

import pytest

from lscb.core.downloads import csv_response, safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1632 960100", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", '=HYPERLINK("http://x")']
)
def test_what_a_spreadsheet_would_run_is_made_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [("St Anne's = school", "St Anne's = school"), ("", ""), (None, ""), (-3, "-3"), (Decimal("-1.5"), "-1.5")],
)
def test_all_else_is_left_alone(value, written):
    assert safe_cell(value) == written


def test_the_file_opens_in_a_spreadsheet_with_its_accents_and_commas():
    response = csv_response("list.csv", ["Agency", "Lead"], [["Hope, Faith & Co", "Zoë Ōkafor"]])

    assert response.headers["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert response.content.decode("utf-8-sig").splitlines() == ["Agency,Lead", '"Hope, Faith & Co",Zoë Ōkafor']


def test_a_name_with_marks_of_its_own_stays_one_name():
    response = csv_response('H"4; x=1.csv', [], [])

    assert response.headers["Content-Disposition"] == r'attachment; filename="H\"4; x=1.csv"'
