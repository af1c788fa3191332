import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from board.models import KeyQuestion, Priority
from frameworks.actions import stored as stored_actions
from frameworks.models import BringingIn
from indicators.bringing_in import Known, preview
from indicators.models import Indicator
from indicators.taking_out import rows
from lscb.core.exceptions import Refused
from lscb.core.reading import read_tables, tables_in_text
from tests.factories.board import AgencyFactory, GroupFactory, analyst, board_member
from tests.factories.indicators import IndicatorFactory, TargetFactory

# ruff: noqa: E501 - a file as it stands

pytestmark = pytest.mark.django_db

WHOLE = "shared/data/dfe_lait/lait_data_dictionary_csc_subset.csv"
# Asked of the file that is at hand: one, or none.
of_the_whole = pytest.mark.parametrize(
    "lait", [file for parent in Path(__file__).parents if (file := parent / WHOLE).is_file()]
)
SMALL = """\
Measure_code,Topic,Measure,Measure_short,Polarity,y_axis_name,Description,Methodology,Data Owner (DO) /Supplier and Contact Details,Hyperlink(s),dps,Year_Type
305,Protection,Referrals in the year,Ref No,-,Number of children,A request for help.,"Counted once, each.",DfE,https://example.org/a,0,Financial Year
305,Protection,Referrals per child,Ref_Rate,Low,"Rate per 10,000",A request for help.,,DfE,https://example.org/a,,Financial Year
9,Protection,Moves of school,Moves,High,% Children,Moves in a year.,,DfE,,2,Academic Year
9,Protection,Moves again,moves,High,% Children,Moves in a year.,,DfE,,2,Academic Year
9,Protection,,None,High,% Children,Nothing is named.,,DfE,,2,Academic Year
7,Staff,Leavers in the year,Leavers,,Leavers,Those who left.,,DfE,,,Annual (end of Sept)
"""


def test_a_published_list_is_read_as_it_stands():
    made = preview(tables_in_text(SMALL), known=Known())

    assert (made.rows_in, made.made) == (6, 4)
    assert {refusal.row: refusal.reason for refusal in made.refused} == {
        5: "moves stands in row 4 already.",
        6: "It has no title.",
    }
    first, rate, moves, leavers = (one.values for one in made.indicators)
    assert (first["code"], first["unit"], first["decimals"], first["polarity"]) == ("Ref_No", "number", 0, "neither")
    assert (first["definition"], first["source"]) == (
        "A request for help.\nCounted once, each.", "DfE https://example.org/a",
    )  # fmt: skip
    assert (rate["unit"], rate["polarity"], rate["frequency"]) == ("rate_per_10000", "lower", "year")
    assert (moves["unit"], moves["decimals"], moves["year_kind"], moves["status"]) == (
        "percentage", 2, "september", "proposed",
    )  # fmt: skip
    assert [one.doubts for one in made.indicators[:3]] == [[], [], []]
    assert "taken as a number" in " ".join(made.indicators[3].doubts)
    assert (leavers["frequency"], leavers["year_kind"]) == ("year", "april")
    assert any("Topic" in note for note in made.notes)


def library():
    return list(rows(Indicator.objects.all()))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_taken_out_makes_the_same_again(client, form):
    client.force_login(analyst())
    agency, other, group = AgencyFactory(name="The police"), AgencyFactory(), GroupFactory()
    whole = IndicatorFactory(
        code="A1", supplier=agency, owner_group=group, breakdown="groups", breakdown_groups="age band, ethnicity",
        source="The force’s own count", reference="Children Act 2004, section 14", checked_on=date(2026, 3, 2),
        definition="=1+1 is no formula here\n\nSecond paragraph", why_it_matters="-", frequency="twelve_weeks",
    )  # fmt: skip
    part = IndicatorFactory(
        code="A2", supplier=agency, parent=whole, replaces=whole, status="retired", count=True, counted="at_end"
    )
    IndicatorFactory(code="A3", supplier=None, status="proposed", unit="average", decimals=2, counted="")
    part.similar_to.add(whole)
    whole.other_suppliers.add(other)
    whole.priorities.add(Priority.objects.create(year=2026, number=1, title="Neglect"))
    whole.key_questions.add(KeyQuestion.objects.create(number=3, text="How soon?"))
    Indicator.objects.filter(pk=whole.pk).update(why_it_matters="Because")
    before = library()
    content = client.get(reverse("indicators:library-take-out", args=[form])).content
    Indicator.objects.update(parent=None, replaces=None)
    Indicator.objects.all().delete()

    found = read_tables(SimpleUploadedFile(f"library.{form}", content))
    stored = BringingIn(kind="indicators", title="Again", file_name="library")
    stored_actions.begin_bringing_in(stored, found, content, by=None)
    stored = stored_actions.save_bringing_in(stored, by=None, today=date(2026, 6, 1))

    again = library()
    assert [[cell.replace("\n\n", "\n") for cell in row] for row in before] == [
        [cell.replace("\n\n", "\n") for cell in row] for row in again
    ]
    assert stored.rows_made == 3


def test_a_list_is_brought_in_by_the_office_and_taken_back_while_nobody_touched_it(client):
    officer = analyst()
    client.force_login(officer)
    begun = client.post(reverse("frameworks:bring-in", args=["indicators"]), {"title": "Ours", "pasted": SMALL})
    page = client.get(begun.url)
    assert "4 will be made, 2 will not" in page.text
    stored = BringingIn.objects.get()
    client.post(reverse("frameworks:bringing-in-save", args=[stored.pk]))
    assert Indicator.objects.count() == 4
    assert reverse("indicators:library") in client.get(begun.url).text

    again = BringingIn(kind="indicators", title="Again")
    stored_actions.begin_bringing_in(again, tables_in_text(SMALL), b"", by=officer)
    with pytest.raises(Refused, match="None of its rows"):
        stored_actions.save_bringing_in(again, by=officer, today=date(2026, 6, 1))

    target = TargetFactory(indicator=Indicator.objects.get(code="Moves"))
    client.post(reverse("frameworks:bringing-in-undo", args=[stored.pk]))
    assert Indicator.objects.count() == 4
    target.delete()
    client.post(reverse("frameworks:bringing-in-undo", args=[stored.pk]))
    assert not Indicator.objects.exists()

    client.force_login(board_member())
    assert client.get(reverse("frameworks:bring-in", args=["indicators"])).status_code == 403


@of_the_whole
def test_the_published_dictionary_is_brought_in_whole_at_the_prompt(lait):
    out = StringIO()
    call_command("import_indicators", lait, json=True, commit=True, stdout=out)
    told = json.loads(out.getvalue())

    assert (told["rows_in"], told["made"], told["refused"]) == (160, 160, [])
    assert Indicator.objects.filter(status="proposed").count() == len(told["saved"]["indicators"]) == 160
    units = {one["code"]: one["unit"] for one in told["indicators"]}
    assert (units["Section_47"], units["CPP_Num"], units["FirstYJS"]) == (
        "rate_per_10000", "number", "rate_per_100000",
    )  # fmt: skip
    again = StringIO()
    call_command("import_indicators", lait, stdout=again)
    assert again.getvalue().startswith("160 rows: 0 made, 160 refused.")
