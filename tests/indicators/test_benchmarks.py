"""Published figures of other places: every row said, the same file twice, a later file, taken back."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from board.enums import Role
from indicators.models import Area, BenchmarkFigure, BenchmarkFile, BenchmarkMapping, NeighbourSet
from lscb.core.models import ActivityEvent
from tests.factories.board import analyst, board_member, person_with
from tests.factories.indicators import IndicatorFactory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
EXTRACTS = ROOT / "demo" / "data"
YEARLY = {"frequency": "year", "unit": "rate_per_10000", "decimals": 0, "polarity": "neither"}

HEADINGS = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,population_type,population,count,rate"  # noqa: E501
ENGLAND = "Reporting year,National,E92000001,England,,,,,"
WEST = "Reporting year,Regional,E92000001,England,E12000002,North West,,,"
NORTHAM = "Reporting year,Local authority,E92000001,England,E12000002,North West,801,E06000801,Northam"
SOUTHAM = "Reporting year,Local authority,E92000001,England,E12000002,North West,802,E06000802,Southam"
OLD_SOUTHAM = "Reporting year,Local authority,E92000001,England,E12000002,North West,802,E10000802,Southam"
FIRST = f"""{HEADINGS}
2023,{OLD_SOUTHAM},Looked after,1000,60,600
2024,{ENGLAND},Looked after,12000000,80000,67
2024,{ENGLAND},Starting,12000000,32000,26
2024,{WEST},Looked after,1000000,8900,89
2024,{NORTHAM},Looked after,10000,62,62
2024,{NORTHAM},Starting,10000,c,c
2024,{SOUTHAM},Looked after,2000,c,c
2023,{NORTHAM},Looked after,10000,,
2023,{SOUTHAM},Looked after,2000,12,about 60
soon,{NORTHAM},Looked after,2000,12,60
2022,Reporting year,Local authority,,,,,,,,Looked after,1,1,1
"""
NEXT_YEAR = f"""{HEADINGS}
2024,{ENGLAND},Looked after,12000000,80000,67
2024,{NORTHAM},Looked after,10000,63,63
2025,{NORTHAM},Looked after,10000,70,70
"""
LINE = "R1=rate;population_type=Looked after;count/population"


def run(command, path, *options):
    out = io.StringIO()
    call_command(command, str(path), *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def counts(told):
    return {name: len(told[name]) if name == "refused" else told[name]
            for name in ("rows_in", "made", "unchanged", "left_out", "refused")}  # fmt: skip


def standing(**fields):
    found = BenchmarkFigure.objects.filter(replaced_by=None, **fields).order_by("starts_on", "area__name")
    return [(f"{one.starts_on.year}", str(one.area), one.value, one.state) for one in found.select_related("area")]


@pytest.fixture
def file_of(tmp_path):
    def written(text, name="rates.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8-sig"))
        return path

    return written


@pytest.fixture
def indicator():
    return IndicatorFactory(code="R1", **YEARLY)


def test_a_file_is_read_whole_and_every_row_is_said(file_of, indicator):
    path = file_of(FIRST)
    told = run("import_benchmarks", path, "--mapping", "Rates", "--line", LINE)
    assert not BenchmarkFigure.objects.exists()
    assert not BenchmarkMapping.objects.exists()

    assert run("import_benchmarks", path, "--mapping", "Rates", "--line", LINE, "--commit")["saved"]

    assert counts(told) == {"rows_in": 11, "made": 5, "unchanged": 0, "left_out": 3, "refused": 3}
    assert [(one["row"], one["reason"][:36]) for one in told["refused"]] == [
        (10, "rate: “about 60” is neither a number"),
        (11, "R1: Write the period as Q2 2026–27, "),
        (12, "It names no place."),
    ]
    assert told["figures"]["without_a_number"] == {"Suppressed to protect small numbers": 1}
    assert standing() == [
        ("2022", "Southam", 600, "given"),
        ("2023", "England", 67, "given"),
        ("2023", "North West", 89, "given"),
        ("2023", "Northam", 62, "given"),
        ("2023", "Southam", None, "suppressed"),
    ]
    northam = BenchmarkFigure.objects.get(area__name="Northam")
    assert (northam.numerator, northam.denominator, northam.ends_on.isoformat()) == (62, 10000, "2024-03-31")
    assert str(northam.area.region) == "North West"
    # Two authorities have had one old code: they stay two, and a neighbour model means the newer.
    assert Area.objects.filter(old_code="802").count() == 2


def test_next_years_file_is_read_the_same_way_and_taken_back_as_one(client, file_of, indicator):
    run("import_benchmarks", file_of(FIRST), "--mapping", "Rates", "--line", LINE, "--commit")
    before = standing()
    again = run("import_benchmarks", file_of(FIRST), "--mapping", "rates", "--commit")
    assert (counts(again)["made"], counts(again)["unchanged"], again["saved"]) == (0, 5, False)
    assert standing() == before

    told = run("import_benchmarks", file_of(NEXT_YEAR, "next.csv"), "--mapping", "Rates", "--commit")

    assert counts(told) == {"rows_in": 3, "made": 2, "unchanged": 1, "left_out": 0, "refused": 0}
    assert told["figures"]["replaced"] == 1
    assert standing(area__name="Northam") == [("2023", "Northam", 63, "given"), ("2024", "Northam", 70, "given")]
    first, later = BenchmarkFile.objects.order_by("pk")
    client.force_login(person_with(Role.MANAGER))
    refused = client.post(reverse("indicators:benchmark-undo", args=[first.pk]), follow=True)
    assert "A later file replaced some of its figures" in refused.text
    client.post(reverse("indicators:benchmark-undo", args=[later.pk]))
    assert standing() == before
    assert list(ActivityEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "benchmark_mapping.added",
        "benchmarks.saved",
        "benchmarks.saved",
        "benchmarks.undone",
    ]


def test_what_does_not_fit_is_refused_and_nothing_is_kept(file_of, indicator):
    with pytest.raises(CommandError, match="No mapping is called “Rates”"):
        run("import_benchmarks", file_of(FIRST), "--mapping", "Rates")
    run("import_benchmarks", file_of(FIRST), "--mapping", "Rates", "--line", LINE, "--commit")
    with pytest.raises(CommandError, match="column called “rate”, “population_type”"):
        run("import_benchmarks", file_of(FIRST.replace("population_type", "kind").replace(",rate", ",r")), "--mapping",
            "Rates", "--commit")  # fmt: skip
    children = "la_name,time_period,UPN,rate\nNortham,2024,A123,4\n"
    with pytest.raises(CommandError, match="single children"):
        run("import_benchmarks", file_of(children), "--mapping", "Rates", "--commit")
    assert BenchmarkFile.objects.count() == 1


def test_a_person_says_once_what_the_columns_are(client, file_of, indicator):
    second = IndicatorFactory(code="R2", **YEARLY)
    client.force_login(analyst())
    add = reverse("indicators:benchmark-add")
    with file_of(FIRST).open("rb") as file:
        page = client.post(add, {"file": file, "published_on": "20 November 2025"}, follow=True)
    stored = BenchmarkFile.objects.get()
    form, lines = page.context["form"], page.context["lines"]
    assert form.initial["role_authority_code"] == "new_la_code"
    assert [value for value, _ in lines[0].fields["where"].choices if "Starting" in value] == [
        "population_type\tStarting"
    ]
    said = {name: value for name, value in form.initial.items() if value} | {"name": "Rates", "source": "The Source"}
    empty = client.post(page.request["PATH_INFO"], {**said, "lines": 2})
    assert "Choose at least one indicator" in empty.text

    line = {"indicator": indicator.pk, "value_column": "rate", "where": "population_type\tLooked after"}
    other = {"indicator": second.pk, "value_column": "rate", "where": "population_type\tStarting"}
    sent = {f"line{n}-{name}": value for n, one in enumerate((line, other)) for name, value in one.items()}
    shown = client.post(page.request["PATH_INFO"], {**said, **sent, "lines": 2}, follow=True)

    assert "7 figures would be saved" in shown.text
    client.post(reverse("indicators:benchmark-save", args=[stored.pk]))
    assert len(standing(indicator=indicator)) == 5
    assert standing(indicator=second) == [
        ("2023", "England", 26, "given"),
        ("2023", "Northam", None, "suppressed"),
    ]
    stored.refresh_from_db()
    assert (stored.source, stored.rows_in, stored.rows_refused, stored.tables) == ("The Source", 11, 3, {})
    twice = client.post(reverse("indicators:benchmark-save", args=[stored.pk]), follow=True)
    assert "This file was saved already." in twice.text


def test_only_the_boards_staff_bring_figures_in(client, file_of, indicator):
    client.force_login(board_member())

    assert client.get(reverse("indicators:benchmark-list")).status_code == 403
    assert client.post(reverse("indicators:benchmark-add"), {"pasted": FIRST}).status_code == 403
    assert not BenchmarkFile.objects.exists()


WIDE = """A,B,,,,,
old_la_code,la_name,region_name,SN_1,SN_1P,SN_2,SN_2P
800,Westham,South,801,Close,802,Not close
801,Northam,North West,802,Very close,800,Close
802,Southam,North West,801,Close,800,Close
,Old ones:,,,,,
"""
LIST = "area_code,area_name\nE06000802,Southam\nE06000800,Westham\n"


def test_neighbours_come_from_a_whole_model_or_a_list(client, file_of, indicator):
    model = file_of(WIDE, "model.csv")
    told = run("import_neighbours", model, "--own", "Northam", "--year", "2025", "--commit")
    run("import_benchmarks", file_of(FIRST), "--mapping", "Rates", "--line", LINE, "--commit")

    assert {name: told[name] for name in ("rows_in", "made", "left_out")} == {"rows_in": 4, "made": 1, "left_out": 2}
    assert told["refused"] == [{"row": 6, "reason": "It names no authority by a code."}]
    chosen = NeighbourSet.objects.in_use()[0]
    found = [(one.place, one.area.name, one.area.ons_code, one.closeness) for one in chosen.neighbours.all()]
    # The file of figures told the codes of those whom the model named first.
    assert found == [(1, "Southam", "E06000802", "Very close"), (2, "Westham", "", "Close")]
    assert (chosen.own.ons_code, str(chosen.own.region)) == ("E06000801", "North West")
    with pytest.raises(CommandError, match="are here already"):
        run("import_neighbours", model, "--own", "801", "--year", "2025", "--commit")
    with pytest.raises(CommandError, match="No row of it is about “Eastham”"):
        run("import_neighbours", model, "--own", "Eastham", "--year", "2025")

    client.force_login(analyst())
    sent = {"pasted": LIST, "model": "Our own list", "year": 2026, "own": "Northam"}
    client.post(reverse("indicators:neighbours-add"), sent)
    newest = NeighbourSet.objects.in_use()[0]
    assert [str(one.area) for one in newest.neighbours.all()] == ["Southam", "Westham"]
    client.post(reverse("indicators:neighbours-take-away", args=[newest.pk]))
    assert NeighbourSet.objects.in_use()[0] == chosen


PUBLISHED = [
    ("cla_number_and_rate_per_10k_children.csv", "others_looked_after.csv", "dfe_csc_tidy",
     "R1=rate_per_10000;population_type=Children looked after on 31 March each year;children_count/population_estimate",
     (2505, 835, 1670), (65, 65, 0)),
    ("c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", "others_referrals.csv", "dfe_csc_tidy",
     "R1=rereferral_percent;rereferral_count/referral_count", (2132, 2132, 0), (65, 65, 0)),
    ("cla_dental_check.csv", "others_dental.csv", "trafford", "R1=value", (96, 96, 0), (60, 60, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "extract", "folder", "line", "of_whole", "of_extract"), PUBLISHED)
def test_published_files_come_in_as_they_are(indicator, whole, extract, folder, line, of_whole, of_extract):
    """The extracts that ship; where they are at hand, the files they were taken from, whole."""
    paths = [(EXTRACTS / extract, of_extract), (SHARED / folder / whole, of_whole)]

    for number, (path, (rows_in, made, left_out)) in enumerate(one for one in paths if one[0].exists()):
        told = run("import_benchmarks", path, "--mapping", f"File {number}", "--line", line)
        assert counts(told) == {
            "rows_in": rows_in,
            "made": made,
            "unchanged": 0,
            "left_out": left_out,
            "refused": 0,
        }


NEET = "Not in education, employment or training (NEET)"
# Files that lie beside us whole and ship in no part: rows in, made, about something else; and figures that are symbols.
WHOLE = [
    ("dfe_csc_tidy/b1_children_in_need_2013_to_2025.csv", ["R1=At31_episodes"], (2132, 2132, 0), 9),
    ("dfe_csc_tidy/b1_children_in_need_2013_to_2025.csv", ["R1=awaiting_assessment"], (2132, 2132, 0), 62),
    ("dfe_csc_tidy/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
     ["R1=referral_count", "R2=rereferral_percent;rereferral_count/referral_count"], (2132, 2132, 0), 35),
    ("dfe_csc_tidy/cla_time_series_1994_2024.csv",
     ["R1=number;population_count=Children looked after at 31 March"], (155, 31, 124), 0),
    ("trafford/cla_health_assessment.csv", ["R1=value"], (96, 96, 0), 0),
    ("trafford/children_poverty.csv",
     ["R1=value;indicator=% of children living in relative low income families: Aged 0-15",
      "R2=value;indicator=% of children living in absolute low income families: Aged 0-15"], (213, 192, 21), 0),
    ("trafford/neet.csv", [f"C1=value;indicator={NEET}(16-17 years old)",
                           f"C2=value;indicator={NEET}(inc not know)(16-17 years old)"], (168, 168, 0), 0),
    ("trafford/school_readiness.csv",
     ["R1=value;indicator=School readiness: percentage of children achieving a good level of development at the end "
      "of Reception"], (96, 48, 48), 0),
]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "lines", "expected", "symbols"), [one for one in WHOLE if (SHARED / one[0]).exists()], ids=str
)
def test_whole_files_that_lie_beside_us_come_in_as_they_are(indicator, name, lines, expected, symbols):
    IndicatorFactory(code="R2", **YEARLY)
    for code in ("C1", "C2"):
        IndicatorFactory(code=code, **YEARLY, year_kind="calendar")
    said = [part for line in lines for part in ("--line", line)]

    told = run("import_benchmarks", SHARED / name, "--mapping", "Whole", *said, "--commit")

    found = counts(told)
    assert (found["rows_in"], found["made"], found["left_out"], found["refused"]) == (*expected, 0)
    assert sum(told["figures"]["without_a_number"].values()) == symbols
    assert told["figures"]["made"] == sum(told["figures"]["by_indicator"].values()) == BenchmarkFigure.objects.count()
    again = run("import_benchmarks", SHARED / name, "--mapping", "Whole", "--commit")
    assert (again["made"], again["unchanged"], again["saved"]) == (0, expected[1], False)


# Of each model: rows in, made, about other authorities, refused.
MODELS = {
    "dfe_csc_tidy/sn_model_2025_wide.csv": (153, 1, 152, 0),
    "dfe_csc_tidy/New_Statistical_Neighbour_Groupings_April_2021.csv": (157, 1, 155, 1),
    "dfe_lait/sn_may_2025.xlsx": (159, 1, 157, 1),
    "dfe_lait/sn_april_2021.xlsx": (159, 1, 157, 1),
    "trafford/cssn_statistical_neighbours.csv": (10, 10, 0, 0),
}


@pytest.mark.once
def test_whole_neighbour_models_come_in_as_they_are():
    # A list that does not name our own authority is taken once another file has named it.
    for year, name in enumerate((one for one in MODELS if (SHARED / one).exists()), 2020):
        told = run("import_neighbours", SHARED / name, "--own", "Trafford", "--year", str(year), "--commit")
        assert (told["rows_in"], told["made"], told["left_out"], len(told["refused"])) == MODELS[name]
        named = [one["name"] for one in told["neighbours"]]
        assert (len(named), len(set(named)), named[0], "Cheshire East" in named) == (10, 10, "Hertfordshire", True)
        assert NeighbourSet.objects.in_use()[0].year == year


def test_neighbours_of_the_extract_are_the_models(indicator):
    told = run("import_neighbours", EXTRACTS / "neighbours_2025.csv", "--own", "Trafford", "--year", "2025")

    assert [one["name"] for one in told["neighbours"]][:3] == ["Hertfordshire", "Stockport", "Buckinghamshire"]
    assert len(told["neighbours"]) == 10


def test_of_two_who_change_how_a_file_is_read_the_second_is_told_and_loses_nothing(client, file_of, indicator):
    run("import_benchmarks", file_of(FIRST), "--mapping", "Rates", "--source", "The Source", "--line", LINE, "--commit")
    mapping, second = BenchmarkMapping.objects.get(), IndicatorFactory(code="R2", **YEARLY)
    theirs, mine = analyst(name="Sana Karim"), analyst()
    address = reverse("indicators:benchmark-mapping-change", args=[mapping.pk])

    def page_as(person):
        client.force_login(person)
        page = client.get(address)
        form, lines = page.context["form"], page.context["lines"]
        said = {name: value for name, value in form.initial.items() if value} | {"lines": len(lines)}
        return said | {f"line0-{name}": value for name, value in lines[0].initial.items()} | {
            "line0-indicator": indicator.pk
        }  # fmt: skip

    read_by_me, read_by_them = page_as(mine), page_as(theirs)
    added = {"line1-indicator": second.pk, "line1-value_column": "number"}
    client.post(address, read_by_them | {"source": "Theirs", "licence": "Theirs too"} | added)
    before = list(ActivityEvent.objects.values_list("pk", flat=True))
    sent = read_by_me | {"source": "Mine", "role_value": "", "line0-value_column": "percentage"}

    client.force_login(mine)
    told = client.post(address, sent)

    # Both texts, for the source and for the indicators; the licence that only they changed is theirs without a word.
    assert "Sana Karim changed this while you were writing" in told.text
    both = {clash.label: (clash.saved, clash.mine) for clash in told.context["form"].both_texts.clashes}
    assert both["Source"] == ("Theirs", "Mine")
    assert both["Its indicators"][0].endswith("R2: number")
    assert both["Its indicators"][1].startswith("R1: percentage")
    assert set(both) == {"Source", "Its indicators"}
    assert 'value="Mine"' in told.text
    mapping.refresh_from_db()
    assert (mapping.source, mapping.lines.count()) == ("Theirs", 2)
    assert list(ActivityEvent.objects.values_list("pk", flat=True)) == before

    # Theirs is kept in one, mine in the other: the button says which.
    again = sent | {"read": told.context["form"]["read"].value()}
    client.post(address, again | {"keep_saved": "source"})
    mapping.refresh_from_db()
    assert (mapping.source, mapping.licence) == ("Theirs", "Theirs too")
    assert [str(line) for line in mapping.lines.all()] == ["R1 from percentage"]
    changes = ActivityEvent.objects.about(mapping).for_timeline().first().detail.changes
    assert list(changes) == ["lines"]
    assert (changes["lines"][0].count("R2: number"), changes["lines"][1].count("R1: percentage")) == (1, 1)

    # The file at hand says it of all such files: there the second is told as well.
    stale = client.post(address, read_by_me | {"source": "Mine again"})
    assert stale.context["form"].both_texts.who == "You"


def test_how_files_are_read_is_changed_without_one_at_hand(client, file_of, indicator):
    run("import_benchmarks", file_of(FIRST), "--mapping", "Rates", "--source", "The Source", "--line", LINE, "--commit")
    mapping, second = BenchmarkMapping.objects.get(), IndicatorFactory(code="R2", **YEARLY)
    client.force_login(analyst())
    page = client.get(reverse("indicators:benchmark-mapping-change", args=[mapping.pk]))
    form, lines = page.context["form"], page.context["lines"]
    assert (
        reverse("indicators:benchmark-mapping-change", args=[mapping.pk]) in client.get(mapping.get_absolute_url()).text
    )
    said = {name: value for name, value in form.initial.items() if value} | {"lines": len(lines)}
    said |= {f"line0-{name}": value for name, value in lines[0].initial.items()} | {"line0-indicator": indicator.pk}
    address, stood = page.request["PATH_INFO"], standing(indicator=indicator)

    alone = client.post(address, said | {"line1-indicator": second.pk, "line1-where_value": "Starting"})
    assert alone.context["lines"][1].errors == {
        "value_column": ["Choose the column that its figure stands in"],
        "where_column": ["Say which column says so"],
    }
    line = {
        "indicator": second.pk,
        "value_column": "rate",
        "where_column": "population_type",
        "where_value": "Starting",
    }
    sent = said | {f"line1-{name}": value for name, value in line.items()}
    shown = client.post(address, sent | {"source": "Another source", "symbol_low": "few"}, follow=True)

    assert "It was saved." in shown.text
    mapping.refresh_from_db()
    assert (mapping.source, mapping.symbols["few"], mapping.columns["period"]) == (
        "Another source",
        "low",
        "time_period",
    )
    assert [str(one) for one in mapping.lines.all()] == ["R1 from rate", "R2 from rate"]
    # What was brought in before stays, and the next file is read as it says now.
    assert standing(indicator=indicator) == stood
    told = run("import_benchmarks", file_of(FIRST), "--mapping", "Rates", "--commit")
    assert (told["made"], standing(indicator=second)[0]) == (2, ("2023", "England", 26, "given"))
