"""Published tables of other shapes: no period in them, headings in several rows, several sheets, words for figures."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook

from indicators.models import Area, BenchmarkFigure, BenchmarkFile, BenchmarkMapping
from indicators.sheets.headings import headings_in, levelled, readable
from tests.factories.board import analyst
from tests.factories.indicators import IndicatorFactory

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).parents[3] / "shared" / "data"
YEARLY = {"frequency": "year", "unit": "percentage", "decimals": 1, "polarity": "neither"}
NO_PERIOD = """New_geog_code,geog_l,geog_c,geog_n,Missing,More
E92000001,NATIONAL,999,ENGLAND,6110,3580
E12000001,REGION,A,NORTH EAST,380,260
E06000801,LA,801,Northam,x,12
"""
PERCENT = "Pupils reaching it4 (%)"
TABLE = [
    ["Back to index"],
    ["Table 1: pupils who reached it"],
    [],
    ["LA Code", None, None, "20144", None, None, "20155", None, None],
    [None, None, None, "Number of pupils3", PERCENT, None, "Number of pupils3", PERCENT, None],
    [None, None, None, None, "Boys", "Girls", None, "Boys", "Girls"],
    [],
    [None, None, "ENGLAND", 1820, 50, 37.5, 1900, 51, 38],
    [None, None, "NORTH EAST", 110, 61, 45, 120, 62, "x"],
    ["E06000801", 801, "Northam", 5, "x", "x", 10, 60, "."],
    ["1. Of all schools."],
    [None, None, None, None, None, None, None, None, "Source: a census"],
]  # fmt: skip


def run(path, *options):
    out = io.StringIO()
    call_command("import_benchmarks", str(path), *options, "--json", stdout=out)
    told = json.loads(out.getvalue())
    return told, (told["rows_in"], told["made"], told["left_out"], len(told["refused"]))


def standing(code):
    found = BenchmarkFigure.objects.filter(indicator__code=code, replaced_by=None).order_by("starts_on", "area__name")
    return [(one.starts_on.isoformat(), str(one.area), one.value, one.state) for one in found]


def workbook(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title.replace("_", " "))
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def test_a_file_without_a_period_is_asked_for_it_once_and_next_years_for_another(client, tmp_path):
    indicator = IndicatorFactory(code="R1", **YEARLY)
    client.force_login(analyst())
    page = client.post(reverse("indicators:benchmark-add"), {"pasted": NO_PERIOD}, follow=True)
    form = page.context["form"]
    assert (form.initial["role_authority_code"], "role_period" in form.initial) == ("New_geog_code", False)
    said = {name: value for name, value in form.initial.items() if value} | {"name": "Missing", "source": "A census"}
    said |= {"lines": 1, "line0-indicator": indicator.pk, "line0-value_column": "Missing", "symbol_suppressed": "x"}
    said |= {"symbol_not_available": ": .."}
    address = page.request["PATH_INFO"]

    assert client.post(address, said).context["form"].errors == {
        "all_of": ["Say which column names the period, or which period all rows are of"]
    }
    assert "is no period" in client.post(address, said | {"all_of": "soon"}).context["form"].errors["all_of"][0]
    shown = client.post(address, said | {"all_of": "2014-15"}, follow=True)
    assert "All rows are of 2014-15" in shown.text
    client.post(reverse("indicators:benchmark-save", args=[BenchmarkFile.objects.get().pk]))

    first = [
        ("2014-04-01", "England", 6110, "given"),
        ("2014-04-01", "North East", 380, "given"),
        ("2014-04-01", "Northam", None, "suppressed"),
    ]
    assert standing("R1") == first
    mapping = BenchmarkMapping.objects.get()
    assert "Asked of each file" in client.get(mapping.get_absolute_url()).text
    later = {"pasted": NO_PERIOD.replace("x,12", "14,12"), "mapping": mapping.pk}
    asked = client.post(reverse("indicators:benchmark-add"), later)
    assert "Missing names no period in any column. Say which period" in asked.text
    client.post(reverse("indicators:benchmark-add"), later | {"all_of": "2015–16"}, follow=True)
    client.post(reverse("indicators:benchmark-save", args=[BenchmarkFile.objects.first().pk]))
    assert standing("R1")[3:] == [
        ("2015-04-01", "England", 6110, "given"),
        ("2015-04-01", "North East", 380, "given"),
        ("2015-04-01", "Northam", 14, "given"),
    ]
    assert standing("R1")[:3] == first


def test_headings_in_several_rows_are_read_as_one_and_years_among_them_as_periods(client, tmp_path):
    girls = IndicatorFactory(code="R1", year_kind="september", **YEARLY)
    path = workbook(tmp_path / "tables.xlsx", INDEX=[["Contents"], ["Tables", "of a year"]], Table_1=TABLE, Notes=TABLE)
    client.force_login(analyst())
    with path.open("rb") as file:
        page = client.post(reverse("indicators:benchmark-add"), {"file": file}, follow=True)
    assert [(name, len(headings)) for name, _rows, headings in page.context["sheets"]] == [
        ("INDEX", 0), ("Table 1", 7), ("Notes", 7)
    ]  # fmt: skip
    assert "?sheet=Table%201" in page.text
    address = f"{page.request['PATH_INFO']}?sheet=Table 1"
    page = client.get(address)
    assert page.context["headings"] == [
        "LA Code", "Column B", "Column C", "Period", "Number of pupils", "Pupils reaching it (%): Boys",
        "Pupils reaching it (%): Girls",
    ]  # fmt: skip
    form = page.context["form"]
    found = {name: form.initial[f"role_{name}"] for name in ("period", "authority_code", "authority_old_code")}
    assert found == {"period": "Period", "authority_code": "LA Code", "authority_old_code": "Column B"}
    said = {name: value for name, value in form.initial.items() if value}
    said |= {"name": "Tables", "source": "A census", "lines": 1, "line0-indicator": girls.pk}
    said |= {"line0-value_column": "Pupils reaching it (%): Girls", "symbol_suppressed": "x"}
    said |= {"symbol_not_available": "..", "symbol_not_applicable": "."}
    # 2014 alone is no school year: which of the two it is has to be said.
    unsaid = client.post(address, said, follow=True)
    assert "Write the period as" in unsaid.text

    # From a page read before it was saved the first time, both are shown.
    stale = client.post(address, said | {"year_said": "year ending"})
    assert stale.context["form"].both_texts.who == "You"
    said |= {"read": stale.context["form"]["read"].value()}
    shown = client.post(address, said | {"year_said": "year ending"}, follow=True)

    preview = shown.context["preview"]
    assert (len(preview.rows), dict(preview.by_row())) == (5, {"made": 3, "left_out": 1, "refused": 1})
    assert preview.refused[0][1] == "It names no place."
    assert "Its columns are named by several rows, " in preview.notes[0]
    client.post(reverse("indicators:benchmark-save", args=[BenchmarkFile.objects.get().pk]))
    assert [(day, place, value and float(value), state) for day, place, value, state in standing("R1")] == [
        ("2013-09-01", "England", 37.5, "given"),
        ("2013-09-01", "North East", 45, "given"),
        ("2013-09-01", "Northam", None, "suppressed"),
        ("2014-09-01", "England", 38, "given"),
        ("2014-09-01", "North East", None, "suppressed"),
        ("2014-09-01", "Northam", None, "not_applicable"),
    ]
    assert Area.objects.get(name="Northam").old_code == "801"
    # Next year's workbook is looked through for the same sheet.
    other = workbook(tmp_path / "next.xlsx", Table_9=TABLE)
    with pytest.raises(CommandError, match=r"No sheet of it is called “Table 1”. There are: “Table 9”"):
        run(other, "--mapping", "Tables")


@pytest.mark.parametrize(
    ("rows", "headings", "first"),
    [
        (["LocalAuthority,2018-19 Q1,2018-19 Q2", "Northam,98.4%,97%", "Southam,98%,x"],
         "LocalAuthority,Period,Figure", "Northam,2018-19 Q1,98.4%"),
        (["Title", "Area,2018-19,,2019-20,", ",Q1,Q2,Q1,Q2", "Northam,1,2,3,4", "Southam,5,6,7,8"],
         "Area,Period,Figure", "Northam,Q1 2018-19,1"),
        (["Area,Q1 2018-19,,Q2 2018-19,", ",Num,Den,Num,Den", "Northam,1,2,3,4", "Southam,5,6,7,8"],
         "Area,Period,Num,Den", "Northam,Q1 2018-19,1,2"),
        (["la,rate,rate", "Northam,1,2", "Southam,5,6"], "la,Column B,Column C", "Northam,1,2"),
    ],
)  # fmt: skip
def test_wide_tables_are_turned(rows, headings, first):
    cells = [(number, tuple(row.split(","))) for number, row in enumerate(rows, 1)]

    made = readable(cells)

    assert ",".join(made[0][1]) == headings
    assert ",".join(made[1][1]) == first


def test_a_long_table_stays_as_it_is():
    long = [(1, ("time_period", "la_name", "rate")), (2, ("2024", "Northam", "62")), (3, ("2025", "Southam", "70"))]

    assert readable(long) is long
    assert headings_in(long) == ("time_period", "la_name", "rate")
    assert levelled(long[1:]) is None


RATINGS = "la_name,score,rating,published\nNortham,44.4,Good,18/02/25\nSoutham,72.2,Inadequate,04/02/24\n"


def test_words_are_no_figures_and_the_refusal_says_so(tmp_path):
    IndicatorFactory(code="R1", **YEARLY)
    for code, name in (("E06000801", "Northam"), ("E06000802", "Southam")):
        Area.objects.create(name=name, ons_code=code)
    path = tmp_path / "ratings.csv"
    path.write_text(RATINGS)
    with pytest.raises(
        CommandError, match="“rating” holds words, such as “Good” and “Inadequate”, and a number in none"
    ):
        run(path, "--mapping", "Ratings", "--line", "R1=rating", "--all-of", "2024-25")
    words = tmp_path / "words.csv"
    words.write_text("la_name,rating\nNortham,Good\nSoutham,Inadequate\n")
    with pytest.raises(CommandError, match="It holds no numbers, only words"):
        run(words, "--mapping", "Ratings", "--line", "R1=rating", "--all-of", "2024-25")
    assert not BenchmarkMapping.objects.exists()

    both = tmp_path / "both.csv"
    both.write_text("la_name,perc\nNortham,1717 (5%)\nSoutham,6\n")
    told, found = run(both, "--mapping", "Shares", "--line", "R1=perc", "--all-of", "2024-25")
    assert (found, "perc: “1717 (5%)” is two numbers in one. Split this column" in str(told)) == ((2, 1, 0, 1), True)

    _told, found = run(path, "--mapping", "Scores", "--line", "R1=score", "--all-of", "2024-25", "--commit")
    assert (found, standing("R1")[0][:2]) == ((2, 2, 0, 0), ("2024-04-01", "Northam"))


SEVERAL = "LA,group,sex,perc\n" + "".join(
    f"{la},{group},{sex},{n}\n"
    for la in ("Northam", "Southam")
    for group, sex, n in (("All", "Girls", 1), ("All", "Boys", 2), ("Some", "Girls", 3), ("Some", "Boys", 4))
)


def test_rows_are_told_apart_by_several_columns(client, tmp_path):
    indicator = IndicatorFactory(code="R1", **YEARLY)
    for code, name in (("E06000801", "Northam"), ("E06000802", "Southam")):
        Area.objects.create(name=name, ons_code=code)
    client.force_login(analyst())
    page = client.post(reverse("indicators:benchmark-add"), {"pasted": SEVERAL}, follow=True)
    assert "and_where" in page.context["lines"][0].fields
    said = {name: value for name, value in page.context["form"].initial.items() if value} | {"name": "Some"}
    said |= {"source": "A study", "all_of": "2014-15", "lines": 1, "line0-indicator": indicator.pk}
    said |= {"line0-value_column": "perc", "line0-where": "group\tSome", "line0-and_where": "sex\tGirls"}
    client.post(page.request["PATH_INFO"], said)
    client.post(reverse("indicators:benchmark-save", args=[BenchmarkFile.objects.get().pk]))
    assert [value for _day, _place, value, _state in standing("R1")] == [3, 3]

    mapping = BenchmarkMapping.objects.get()
    assert "group is “Some”, sex is “Girls”" in client.get(mapping.get_absolute_url()).text
    page = client.get(reverse("indicators:benchmark-mapping-change", args=[mapping.pk]))
    line = {f"line0-{name}": value for name, value in page.context["lines"][0].initial.items()}
    assert line["line0-also_where"] == "sex = Girls"
    said = {name: value for name, value in page.context["form"].initial.items() if value} | line | {"lines": 1}
    client.post(page.request["PATH_INFO"], said | {"line0-indicator": indicator.pk, "line0-also_where": "sex = Boys"})
    assert mapping.lines.get().wheres == [("group", "Some"), ("sex", "Boys")]


# A file that gives names alone is read of the places that are known here; the others are refused with their names.
PLACES = ("Aberdeen City", "Angus", "Fife", "Birmingham", "Leeds", "Norfolk", "Bromley")
SFR12, LGBF = "dfe_old_sfr/SFR12_2017_LA_Tables.xlsx", "lgbf_scotland/wide_by_quarter"
HIDDEN = ["--symbol", "x=suppressed", "--symbol", ".=not_applicable"]
SCHOOL_YEARS = ["--year", "year ending", *HIDDEN]
LOST = "Percentage of sessions missed due to: Overall absence"
# Rows in, made, about something else, refused; then figures, and how many of them are symbols.
WHOLE = [
    ("dfe_old_sfr/SFR34_Missing2015.csv", "R1=CLA_MissDuringYear",
     ["--all-of", "2014-15", *HIDDEN], (163, 161, 0, 2), (161, 6)),
    (SFR12, "R1=Reaching the expected standard (%): Reading",
     ["--sheet", "Table LA1", "--all-of", "2015-16", *HIDDEN], (175, 164, 11, 0), (164, 102)),
    (SFR12, "R1=Percentage of pupils: Achieving the English Baccalaureate",
     ["--sheet", "Table LA3a", *SCHOOL_YEARS], (175, 164, 10, 1), (820, 764)),
    (SFR12, f"R1={LOST}", ["--sheet", "Table LA5", *SCHOOL_YEARS], (178, 164, 14, 0), (656, 4)),
    (SFR12, "R1=Average Attainment 8 score per pupil",
     ["--sheet", "Table LA3b", "--all-of", "2015-16", *HIDDEN], (174, 164, 9, 1), (164, 3)),
    (f"{LGBF}_percent_CORP09_reshaped.csv", "Q1=Figure", ["--every", "quarter"], (32, 3, 0, 29), (63, 0)),
    (f"{LGBF}_merged_headers_CORP09_reshaped.xlsx", "Q1=%;Num/Den", ["--every", "quarter"], (32, 3, 0, 29), (63, 0)),
    ("small_cohort/10_CSCExp.xlsx", "R1=perc;indicator=Home;group=All Pupils;CINCLA=Children in need",
     ["--sheet", "EverCINCLA", "--all-of", "2019-20"], (120, 2, 110, 8), (2, 0)),
    ("small_cohort/10_Demographics.xlsx", "R1=perc;indicator=School;group=All Pupils;Gender=Female",
     ["--sheet", "Gender", "--all-of", "2019-20"], (120, 2, 110, 8), (2, 0)),
    ("ofsted_hmip/hmi_youth_justice_inspection_ratings.csv", "R1=score_%",
     ["--all-of", "2024-25"], (83, 3, 0, 80), (3, 0)),
]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "line", "options", "rows", "figures"), [one for one in WHOLE if (SHARED / one[0]).exists()], ids=str
)
def test_whole_tables_that_lie_beside_us_come_in_as_they_are(name, line, options, rows, figures):
    IndicatorFactory(code="R1", year_kind="september", **YEARLY)
    IndicatorFactory(code="Q1", **YEARLY | {"frequency": "quarter"})
    for number, place in enumerate(PLACES):
        Area.objects.create(name=place, ons_code=f"S12{number:06}")

    told, found = run(SHARED / name, "--mapping", "Whole", "--line", line, *options, "--commit")

    made = BenchmarkFigure.objects.count(), sum(told["figures"]["without_a_number"].values())
    assert (found, made) == (rows, figures), told["refused"][:12]
    _again, later = run(SHARED / name, "--mapping", "Whole", *options, "--commit")
    assert later[1] == 0
