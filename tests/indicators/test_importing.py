"""``manage.py import_figures``: files of every shape, what each row makes, and the same file twice."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from indicators.models import DataSet, PublishedFigure
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory
from tests.factories.indicators import DataSetFactory, FigureFactory, IndicatorFactory, PublishedFigureFactory

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).parents[3] / "shared" / "data"
YEARLY = {"frequency": "year", "denominator_words": "", "decimals": 1}


def run(path, data_set, *options):
    out = io.StringIO()
    call_command("import_figures", str(path), "--data-set", data_set.code, "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def counts(told):
    return {name: len(told[name]) if name == "refused" else told[name]
            for name in ("rows_in", "made", "corrected", "unchanged", "empty", "refused")}  # fmt: skip


def said(told):
    return [(one["indicator"], one["period"], one["state"], one["value"]) for one in told["figures"]]


@pytest.fixture
def data_set():
    """H1 of two counts, H2 a count, H3 a percentage typed; all of one trust, by quarter."""
    trust = AgencyFactory(name="Hollow Trust", short_name="HT")
    return DataSetFactory(
        name="Health set",
        indicators=[
            IndicatorFactory(code="H1", title="Visits in time", supplier=trust),
            IndicatorFactory(code="H2", title="Attendances", supplier=trust, count=True),
            IndicatorFactory(code="H3", title="Trained staff", supplier=trust, denominator_words=""),
        ],
    )


LONG = """Period,Agency,Code,Numerator,Denominator,Value
Q1 2025/26,Hollow Trust,H1,45,60,
Quarter 2 2025/26,HT,H1,"1,045","1,060",
2025-26 Q1,Hollow Trust,Attendances,,,"1,204"
30 June 2024,Hollow Trust,H2,,,c
Apr-Jun 2023,Hollow Trust,H2,,,:
31/12/2025,Hollow Trust,H3,,,63.5%
Q1 2025/26,Hollow Trust,H3,,,-
2025/26,Hollow Trust,H3,,,60
Q1 2025/26,Other Trust,H3,,,60
Q1 2025/26,Hollow Trust,H7,,,60
Q2 2025/26,Hollow Trust,H3,,,about 60
Q1 2025/26,Hollow Trust,H2,,,1205
Q1 2025/26,Hollow Trust,H2,,,1204
"""
LONG_MADE = [
    ("H1", "Q1 2025–26", "given", "75"),
    ("H1", "Q2 2025–26", "given", "98.6"),
    ("H2", "Q1 2025–26", "given", "1204"),
    ("H2", "Q1 2024–25", "suppressed", None),
    ("H2", "Q1 2023–24", "not_available", None),
    ("H3", "Q3 2025–26", "given", "63.5"),
]


def test_a_row_for_each_figure(tmp_path, data_set):
    path = tmp_path / "long.csv"
    path.write_text(LONG, encoding="utf-8-sig")

    told = run(path, data_set)

    assert said(told) == LONG_MADE
    assert counts(told) == {"rows_in": 13, "made": 6, "corrected": 0, "unchanged": 1, "empty": 1, "refused": 5}
    assert told["rows"] == {"made": 6, "unchanged": 1, "empty": 1, "refused": 5}
    assert [(one["row"], one["reason"][:52]) for one in told["refused"]] == [
        (9, "H3: 2025–26 is not a quarter, as this indicator is co"[:52]),
        (10, "It is about Other Trust, which supplies none of it."),
        (11, "It names no indicator of this data set: “H7”."),
        (12, "H3: In the value: enter a number in figures, such as 1"[:52]),
        (13, "H2, Q1 2025–26: row 4 says something else of it."),
    ]
    assert not PublishedFigure.objects.exists()
    assert told["saved"] is False


def test_two_numbers_in_one_cell_are_refused_with_the_column_to_split(tmp_path, data_set):
    """In a sheet of every shape; the rest of it is read."""
    shapes = {
        "Period,Code,Value\nQ1 2025/26,H2,1717 (5%)\nQ2 2025/26,H2,1718\n": "Value",
        "Code,Q1 2025/26,Q2 2025/26\nH2,1717 (5%),1718\nH3,,63\n": "Q1 2025/26",
        "Code,2025/26,\n,Q1,Q2\nH2,1717 (5%),1718\nH3,,63\n": "2025/26 Q1",
        "Quarter,Attendances\nQ1 2025/26,1717 (5%)\nQ2 2025/26,1718\n": "Attendances",
    }
    for text, column in shapes.items():
        path = tmp_path / "two.csv"
        path.write_text(text)
        told = run(path, data_set)
        [refused] = told["refused"]
        assert refused["reason"] == (
            f"{column}: “1717 (5%)” is two numbers in one. "
            "Split this column into one for the count and one for the percentage."
        )
        assert len(told["figures"]) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_same_file_twice_changes_nothing(tmp_path, data_set, encoding):
    path = tmp_path / "long.csv"
    path.write_bytes(LONG.encode(encoding))

    assert counts(run(path, data_set, "--commit"))["made"] == 6
    told = run(path, data_set, "--commit")

    assert (told["made"], told["corrected"], told["unchanged"]) == (0, 0, 7)
    assert PublishedFigure.objects.count() == 6
    assert ActivityEvent.objects.filter(verb="figures.imported").count() == 1
    assert data_set.lines.get(indicator__code="H1").indicator.kept.count() == 2


def test_a_column_for_each_quarter_below_merged_years(tmp_path, data_set):
    book = Workbook()
    page = book.active
    page.append(["What the trust collected"])
    page.append([None, None, "2024/25", None, None, None, "2025/26", None])
    page.append(["Code", "Indicator", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"])
    page.append(["H2", "Attendances", 7, 8, "c", None, 11, 12])
    page.append(["H3", "Trained staff", 0.5, "60%", "x", 0.615, 61, "z"])
    page.append(["H8", "Something else", 1, 2, 3, 4, 5, 6])
    page["C5"].number_format = page["F5"].number_format = "0.0%"
    page.merge_cells("C2:F2")
    page.merge_cells("G2:H2")
    book.save(tmp_path / "wide.xlsx")

    told = run(tmp_path / "wide.xlsx", data_set)

    assert said(told)[:5] == [
        ("H2", "Q1 2024–25", "given", "7"),
        ("H2", "Q2 2024–25", "given", "8"),
        ("H2", "Q3 2024–25", "suppressed", None),
        ("H2", "Q1 2025–26", "given", "11"),
        ("H2", "Q2 2025–26", "given", "12"),
    ]
    assert [one[3] for one in said(told)[5:]] == ["50", "60", None, "61.5", "61", None]
    assert told["rows"] == {"made": 2, "unchanged": 0, "empty": 0, "refused": 1}
    assert told["rows_in"] == 3


def test_what_is_collected_or_was_handed_in_is_not_overwritten(tmp_path, data_set):
    supplier = data_set.lines.first().indicator.supplier
    count = data_set.lines.get(indicator__code="H2").indicator
    FigureFactory(indicator=count, indicator_return__agency=supplier)  # July to September 2026, open
    handed_in = FigureFactory(
        indicator=count,
        indicator_return__agency=supplier,
        indicator_return__accepted=True,
        indicator_return__period__starts_on="2026-04-01",
        indicator_return__period__ends_on="2026-06-30",
    )
    before = PublishedFigureFactory(
        indicator=count, numerator=None, denominator=None, value=5, figure=handed_in,
        starts_on="2026-04-01", ends_on="2026-06-30",
    )  # fmt: skip
    path = tmp_path / "figures.csv"
    path.write_text("Code,Period,Value\nH2,Q2 2026/27,9\nH2,Q1 2026/27,6\n")

    told = run(path, data_set, "--commit")
    first, second = (one["reason"] for one in told["refused"])
    assert "is being collected" in first
    assert "was handed in and accepted" in second

    told = run(path, data_set, "--commit", "--why", "The trust counted one ward twice")
    before.refresh_from_db()
    assert (told["corrected"], len(told["refused"])) == (1, 1)
    assert before.superseded_at is not None
    assert PublishedFigure.objects.current().get(indicator=count).value == 6


def test_a_file_of_single_children_and_a_data_set_that_is_not_are_refused(tmp_path, data_set):
    path = tmp_path / "children.csv"
    path.write_text("Code,Period,Value,DOB\nH2,Q1 2025/26,1,12/05/2019\n")

    with pytest.raises(CommandError, match="row 2 holds a date of birth"):
        run(path, data_set, "--commit")
    with pytest.raises(CommandError, match="There are: health-set"):
        run(path, DataSet(name="Another"))


# Each: the file, its indicators, options, and how many of its rows come in, are made and are refused.
COUNT, SHARE = "number", "percentage"
DENTIST = "Children looked after who had their teeth checked by a dentist"
HEALTH = "Children looked after who had their annual health assessment"
POVERTY = "% of children living in relative low income families: Aged 0-15"
READY = "School readiness: percentage of children achieving a good level of development at the end of Reception"
BEGAN = ["--column", "population_type=title", "--column", "rate_per_10000=value"]
SERIES = ["--column", "population_count=title", "--column", "number=value", "--area", "England"]
REFERRALS = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025"
PUBLISHED = [
    ("dfe_csc_tidy/b1_children_in_need_2013_to_2025", {"Started_episodes": COUNT}, [], (2132, 13, 2119)),
    (f"dfe_csc_tidy/{REFERRALS}", {"rereferral_percent": SHARE, "referral_count": COUNT}, [], (2132, 13, 2119)),
    (
        "dfe_csc_tidy/cla_number_and_rate_per_10k_children",
        {"Children starting to be looked after each year": "rate_per_10000"},
        BEGAN,
        (2505, 5, 2500),
    ),
    ("dfe_csc_tidy/cla_time_series_1994_2024", {"Children looked after at 31 March": COUNT}, SERIES, (155, 31, 124)),
    ("dfe_csc_tidy/sn_model_2025_wide", {"Started_episodes": COUNT}, [], (154, 0, 154)),
    ("trafford/cla_dental_check", {DENTIST: SHARE}, [], (96, 8, 88)),
    ("trafford/cla_health_assessment", {HEALTH: SHARE}, [], (96, 8, 88)),
    ("trafford/children_poverty", {POVERTY: SHARE}, [], (213, 8, 205)),
    ("trafford/school_readiness", {READY: SHARE}, [], (96, 4, 92)),
]


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "indicators", "options", "expected"),
    [each for each in PUBLISHED if (SHARED / f"{each[0]}.csv").exists()],
    ids=lambda value: Path(value).stem if isinstance(value, str) else "",
)
def test_published_files_come_in_as_they_are(name, indicators, options, expected):
    council = AgencyFactory(name="Trafford")
    measures = [
        IndicatorFactory(code=f"P{n}", title=title, unit=unit, supplier=council, **YEARLY)
        for n, (title, unit) in enumerate(indicators.items())
    ]
    data_set = DataSetFactory(name="Published", indicators=measures)

    told = run(SHARED / f"{name}.csv", data_set, "--commit", *options)

    assert (told["rows_in"], told["rows"]["made"], told["rows"]["refused"]) == expected
    assert told["made"] == expected[1] * len(indicators) == PublishedFigure.objects.count()
    assert len(told["refused"]) == expected[2]
    again = run(SHARED / f"{name}.csv", data_set, "--commit", *options)
    assert (again["made"], again["corrected"], again["unchanged"]) == (0, 0, told["made"])


def test_what_comes_in_beside_a_small_figure_does_not_give_it_away(tmp_path, data_set):
    whole = IndicatorFactory(code="W", count=True)
    parts = [IndicatorFactory(code=code, parent=whole, count=True) for code in ("W1", "W2", "W3")]
    for order, one in enumerate([whole, *parts]):
        data_set.lines.create(indicator=one, order=order)
    path = tmp_path / "parts.csv"
    path.write_text("Code,Q1 2025/26,Q2 2025/26\nW,60,60\nW1,3,20\nW2,17,20\nW3,40,20\n")

    run(path, data_set, "--commit")

    hidden = PublishedFigure.objects.filter(is_hidden_beside=True)
    assert [(one.indicator.code, one.starts_on.month) for one in hidden] == [("W2", 4)]


H1_TWICE = [("H1", "Q1 2023–24", "given", "75"), ("H1", "Q2 2023–24", "given", "76.7")]
H2_TWICE = [("H2", "Q1 2023–24", "given", "10"), ("H2", "Q2 2023–24", "given", "11")]
# As files come: each with what it makes.
SHAPES = {
    "year above, headings in the upper row": ("Indicator,2023/24,\n,Q1,Q2\nAttendances,10,11\n", H2_TWICE),
    "year repeated above": ("Code,Indicator,2023/24,2023/24\n,,Quarter 1,Quarter 2\nH2,Attendances,10,11\n", H2_TWICE),
    "a title without a comma": ("Health figures\n\n,2023/24,\nIndicator,Q1,Q2\nAttendances,10,11\n", H2_TWICE),
    "short years": ("Measure,Q1 23/24,Q2 23-24\nAttendances,10,11\n", H2_TWICE),
    "months as headings": ("Indicator,Apr-Jun 23,Jul to Sep 2023\nAttendances,10,11\n", H2_TWICE),
    "days as headings": ("Code,2023-04-01,1 July 2023\nH2,10,11\n", H2_TWICE),
    "a year and a quarter": ("Year,Quarter,Code,Value\n2023/24,Q1,H2,10\n2023/24,2,H2,11\n", H2_TWICE),
    "semicolons": ("Period;Code;Value\nQ1 2023/24;H2;10\nQ2 2023/24;H2;11\n", H2_TWICE),
    "counts below periods": (
        "Code,Q1 2023/24,,Q2 2023/24,\n,Numerator,Denominator,Numerator,Denominator\nH1,45,60,46,60\n", H1_TWICE,
    ),
    "counts after periods": (
        "Code,Q1 2023/24 numerator,Q1 2023/24 denominator,Q2 2023/24 (numerator),Q2 2023/24 (denominator)\n"
        "H1,45,60,46,60\n", H1_TWICE,
    ),
    "counts in rows of their own": (
        "Indicator,Measure,Q1 2023/24,Q2 2023/24\nVisits in time,Numerator,45,46\nVisits in time,Denominator,60,60\n",
        H1_TWICE,
    ),
    "words for symbols": (
        "Code,Q1 2023/24,Q2 2023/24,Q3 2023/24,Q4 2023/24\nH2,Suppressed,n/a,fewer than 5,1 204\n",
        [("H2", "Q1 2023–24", "suppressed", None), ("H2", "Q2 2023–24", "not_available", None),
         ("H2", "Q3 2023–24", "suppressed", None), ("H2", "Q4 2023–24", "given", "1204")],
    ),
}  # fmt: skip


def test_files_of_every_shape_say_the_same_and_say_it_once(tmp_path, data_set):
    for shape, (text, made) in SHAPES.items():
        path = tmp_path / "shape.csv"
        path.write_text(text, encoding="cp1252")
        told = run(path, data_set, "--commit")
        assert (shape, said(told), told["refused"]) == (shape, made, [])
        assert (told["rows"]["made"], told["rows"]["empty"]) == (told["rows_in"], 0), shape
        again = run(path, data_set, "--commit")
        assert (shape, again["made"], again["corrected"]) == (shape, 0, 0)
        PublishedFigure.objects.all().delete()
    path.write_text("Child,Age,Period,Code,Value\nA. Smith,4,Q1 2023/24,H2,1\n")
    with pytest.raises(CommandError, match="name or initials"):
        run(path, data_set)


def test_a_row_with_half_of_its_counts_is_not_lost_and_what_was_published_is_not_corrected(tmp_path, data_set):
    path = tmp_path / "halves.csv"
    path.write_text(
        "Code,Period,Numerator,Denominator,Value\n"
        "H1,Q1 2023/24,c,,\n"
        "H1,Q2 2023/24,45,,\n"
        "H1,Q3 2023/24,45,60,76%\n"  # as it was published, from counts that were rounded since
        "H1,Q4 2023/24,46,60,77\n"  # as its counts say, to the places it was published with
        "H1,Q1 2024/25,46,60,77.0\n"
        "H1,Q2 2024/25,46,,76.7\n"
        "H1,Q3 2024/25,46,60,about 77\n"
        "H2,Q1 2023/24,12,,\n"  # a plain count, whatever its column is called
        "H3,Q1 2023/24,12,20,\n"
    )

    told = run(path, data_set, "--commit")

    assert said(told) == [
        ("H1", "Q1 2023–24", "suppressed", None),
        ("H1", "Q3 2023–24", "given", "76"),
        ("H1", "Q4 2023–24", "given", "76.7"),
        ("H1", "Q1 2024–25", "given", "77"),
        ("H1", "Q2 2024–25", "given", "76.7"),
        ("H2", "Q1 2023–24", "given", "12"),
    ]
    assert [(one["row"], one["reason"][:36]) for one in told["refused"]] == [
        (3, "H1: Enter the denominator as well, s"),
        (8, "H1: In the value: enter a number in "),
        (10, "H3: It is given as one value: counts"),
    ]
    kept = PublishedFigure.objects.get(starts_on="2023-10-01")
    assert (kept.numerator, kept.denominator, kept.value, kept.derived) == (45, 60, 76, 76)
    # A count that stands alone beside a value stays with it, so that a small one hides both.
    alone = PublishedFigure.objects.get(starts_on="2024-07-01")
    assert (alone.numerator, alone.denominator, alone.derived) == (46, None, Decimal("76.7"))
    again = run(path, data_set, "--commit")
    assert (again["made"], again["corrected"], again["unchanged"]) == (0, 0, 6)
