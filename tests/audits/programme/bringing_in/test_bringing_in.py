"""A programme's table: each row an entry under its category, saved in one act, taken back as one."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.programme import actions
from audits.programme.bringing_in import preview
from audits.programme.models import Audit, Programme, ProgrammeEntry
from board.enums import Role
from frameworks.actions.stored import (
    TOUCHED,
    USED,
    begin_bringing_in,
    correct_row,
    save_bringing_in,
    undo_bringing_in,
    why_not_undone,
)
from frameworks.models import BringingIn, Standard
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.reading import Correction, tables_in_text
from lscb.core.reading.walking import NOTHING_BELOW
from tests.factories.board import person_with
from tests.factories.programme import EntryFactory, ProgrammeFactory
from tests.frameworks.bringing_in.test_preview import as_excel, as_word
from tests.frameworks.papers import hertfordshire_programme, of_each_copy

PROPERTY = settings(deadline=None, derandomize=True)
HEADS = ["", "Audit subject & criteria", "Frequency", "Dates for audit", "Lead Responsibility?", "Comment"]
# Own words, in the shape of the papers: titles across the table, numbers with and without a point, dates of all kinds.
TABLE = [
    HEADS,
    ["", "ONGOING – Board Performance", "", "", "", ""],
    ["1", "Who sits on the Board", "Annually", "N/A", "Chair of the Board", "In the annual report"],
    ["2", "The budget", "Monthly", "N/A", "Business manager", ""],
    ["", "ONGOING – Monitoring Audits", "", "", "", ""],
    ["3.", "Self-assessment of duties", "Annual – rolling program", "June", "Ruth Asante", "To the Board"],
    ["4", "Figures of the year\nEach agency’s own", "A selection at each meeting", "Quarterly", "", ""],
    ["", "ONGOING– Quality Assurance Reports", "", "", "", ""],
    ["5", "Missing children", "Annually", "February", "", ""],
    HEADS,
    ["", "COMMISSIONED Scrutiny audits", "", "", "", ""],
    ["6", "Case audit x 3", "3 x Annually", "On audit schedule", "", ""],
    ["", "RESPONSIVE audits", "", "", "", ""],
    ["7.", "Actions after a review", "Completed May 2017", "", "", ""],
]


def text_of(rows):
    return "\n".join("\t".join(f'"{cell}"' for cell in row) for row in rows)


def of(rows=TABLE, **more):
    return preview(tables_in_text(text_of(rows)), year=2017, starts_in=4, **more)


def stored_for(by, rows=TABLE, year=2017):
    stored = BringingIn(kind="programme", title=f"Audit programme {year}", year=year, file_name="programme.docx")
    return begin_bringing_in(stored, tables_in_text(text_of(rows)), b"", by=by)


def saved(by, **more):
    return save_bringing_in(stored_for(by, **more), by=by, today=date(2018, 1, 1))


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


def test_each_row_is_an_entry_of_its_category():
    made = of()

    assert [
        (each.number, each.category.value, each.timescale.frequency, str(each.due_on or "")) for each in made.entries
    ] == [
        (1, "board_performance", "yearly", ""),
        (2, "board_performance", "monthly", ""),
        (3, "monitoring", "yearly", "2017-06-30"),
        (4, "monitoring", "each_meeting", ""),
        (5, "quality_assurance", "yearly", "2018-02-28"),
        (6, "commissioned", "times_a_year", ""),
        (7, "responsive", None, ""),
    ]
    assert (made.rows_in, made.made, made.refused, made.notes) == (7, 7, [], [])
    assert (made.entries[3].subject, made.entries[3].criteria) == ("Figures of the year", "Each agency’s own")


def test_what_is_done_is_complete_and_the_day_that_was_taken_is_said():
    done = of().entries[6]

    assert (done.completed_on, done.doubts) == (
        date(2017, 5, 31),
        ["Which day of May 2017 it was completed on is not said: its last is taken"],
    )


def test_rows_that_make_no_entry_say_why():
    made = of(
        [
            HEADS,
            ["1", "Fostering", "Annually", "June and December", "", ""],
            ["1.", "Deaths", "Annually", "", "", ""],
            ["2", "", "Annually", "June", "", ""],
            ["x", "Neglect", "y" * 81, "", "", ""],
            ["", "RESPONSIVE audits", "", "", "", ""],
        ]
    )

    assert [(refusal.row, refusal.reason) for refusal in made.refused] == [
        (3, "Row 2 has the number 1 already."),
        (4, "It names no subject."),
        (5, "Its frequency is longer than 80 characters."),
        (6, NOTHING_BELOW),
    ]
    assert made.entries[0].doubts == ["No heading above it names its category"]
    assert made.entries[0].days == [date(2017, 6, 30), date(2017, 12, 31)]
    assert (made.rows_in, made.made) == (5, 1)


def test_a_person_settles_what_is_in_doubt():
    settled = Correction({"dates": "December"}, {"category": "commissioned", "days": ["2017-12-15"]})
    (entry,) = of([HEADS, ["1", "Fostering", "Annually", "June", "", ""]], corrections={2: settled}).entries

    assert (entry.category.value, entry.dates, entry.due_on, entry.doubts) == (
        "commissioned",
        "December",
        date(2017, 12, 15),
        [],
    )


@PROPERTY
@given(st.permutations(range(1, 6)))
def test_columns_stand_in_any_order(order):
    shuffled = [[row[0], *(row[place] for place in order)] for row in TABLE if sum(map(bool, row)) > 1]
    shuffled[0][0] = "No."

    assert [(each.subject, each.frequency, each.dates, each.lead) for each in of(shuffled).entries] == [
        (each.subject, each.frequency, each.dates, each.lead) for each in of().entries
    ]


REWORDED = {
    1: ["Subject", "Audits", "Topic of the audit", "What: audit area"],
    2: ["Frequency", "How often?"],
    3: ["Dates", "When", "Month due"],
    4: ["Lead", "Who", "Responsible officer"],
    5: ["Comments", "Notes", "Remarks"],
}


@PROPERTY
@given(st.tuples(*(st.sampled_from(words) for words in REWORDED.values())))
def test_headings_may_be_worded_otherwise(words):
    table = [["No", *words] if row is HEADS else row for row in TABLE]

    assert [each.subject for each in of(table).entries] == [each.subject for each in of().entries]


@PROPERTY
@given(st.integers(1, len(TABLE)), st.lists(st.sampled_from(["", "–", "words"]), min_size=6, max_size=6))
def test_no_row_is_lost(place, cells):
    made = of([*TABLE[:place], cells, *TABLE[place:]])
    told = {each.row for each in made.entries} | {refusal.row for refusal in made.refused} | set(made.titles)

    assert {each.row for each in made.entries} | {refusal.row for refusal in made.refused} <= told
    assert (place + 1 in told) is any(cells)
    assert made.rows_in == len(made.entries) + len(made.refused)


@pytest.mark.django_db
def test_entries_are_saved_in_one_act_and_taken_back_as_one(manager):
    ruth = person_with(Role.BOARD_MEMBER, name="Ruth Asante")
    stored = saved(manager)

    third, last = ProgrammeEntry.objects.get(number=3), ProgrammeEntry.objects.get(number=7)
    assert (third.lead, third.lead_words, third.when_words, third.due_on) == (ruth, "", "June", date(2017, 6, 30))
    assert (last.status, last.completed_on) == ("complete", date(2017, 5, 31))
    assert ProgrammeEntry.objects.get(number=1).lead_words == "Chair of the Board"

    undo_bringing_in(stored, by=manager)

    assert (Programme.objects.count(), ProgrammeEntry.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_they_join_the_entries_that_are_there(manager):
    there = EntryFactory(programme=ProgrammeFactory(year=2017), number=9)
    stored = saved(manager, rows=[HEADS, ["", "Fostering", "Annually", "", "", ""]])
    assert [each.number for each in ProgrammeEntry.objects.all()] == [9, 10]

    undo_bringing_in(stored, by=manager)
    assert list(ProgrammeEntry.objects.all()) == [there]


@pytest.mark.django_db
def test_a_number_that_is_taken_is_refused_with_nothing_half_saved(manager):
    EntryFactory(programme=ProgrammeFactory(year=2017), number=3)

    with pytest.raises(Refused, match="has an entry with the number 3 already"):
        saved(manager)

    assert ProgrammeEntry.objects.count() == 1


@pytest.mark.django_db
def test_they_stay_once_one_was_changed_or_another_joined(manager):
    stored = saved(manager)
    assert why_not_undone(stored) == ""
    EntryFactory(programme=Programme.objects.get(), number=50)
    with pytest.raises(Refused, match=USED):
        undo_bringing_in(stored, by=manager)

    actions.change_entry(ProgrammeEntry.objects.get(number=1), Edit({"comment": "Other"}), by=manager)
    with pytest.raises(Refused, match=TOUCHED):
        undo_bringing_in(stored, by=manager)


@pytest.mark.django_db
def test_a_framework_stays_once_an_entry_answers_a_standard_of_it(manager):
    stored = BringingIn(kind="framework", title="Standards", file_name="standards.csv")
    begin_bringing_in(stored, tables_in_text("Standard\tTimescale\nFostering\tYearly\n"), b"", by=manager)
    save_bringing_in(stored, by=manager, today=date(2018, 1, 1))
    EntryFactory().standards.add(Standard.objects.get())

    stored.refresh_from_db()
    with pytest.raises(Refused, match=USED):
        undo_bringing_in(stored, by=manager)


@pytest.mark.django_db
@pytest.mark.parametrize("row_count", [5, 40])
def test_saving_takes_as_many_queries_for_many_rows_as_for_few(manager, row_count, django_assert_num_queries):
    rows = [HEADS, *([str(n), f"Subject {n}", "Annually", "June", "Somebody", ""] for n in range(1, row_count + 1))]
    made = of(rows)

    with django_assert_num_queries(21):
        actions.bring_in_entries(made, 2017, by=manager)

    assert ProgrammeEntry.objects.count() == row_count


@pytest.mark.django_db
def test_in_the_browser_a_row_is_corrected_and_saved(client, manager):
    client.force_login(manager)
    sent = {"year": "2017", "pasted": text_of(TABLE)}
    client.post(reverse("frameworks:bring-in", args=["programme"]), sent)
    stored = BringingIn.objects.get()
    row = reverse("frameworks:bringing-in-row", args=[stored.pk, 12])
    form = client.get(row).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}

    client.post(row, shown | {"days": "15 December 2017, March 2018"})
    client.post(reverse("frameworks:bringing-in-save", args=[stored.pk]))

    assert str(stored) == "Audit programme 2017–18"
    assert ProgrammeEntry.objects.get(number=6).days == [date(2017, 12, 15), date(2018, 3, 31)]
    assert ProgrammeEntry.objects.count() == 7
    assert Audit.objects.count() == 2
    stored.refresh_from_db()
    undo_bringing_in(stored, by=manager)
    assert (ProgrammeEntry.objects.count(), Audit.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_correction_of_one_row_leaves_those_of_others(manager):
    stored = stored_for(manager)
    correct_row(stored, 3, Correction(left_out="Not ours"), by=manager)
    correct_row(BringingIn.objects.get(), 4, Correction(left_out="Nor this"), by=manager)

    assert sorted(BringingIn.objects.get().corrected) == [3, 4]


@pytest.mark.django_db
@pytest.mark.parametrize(("build", "name"), [(as_word, "programme.docx"), (as_excel, "programme.xlsx")])
def test_the_command_reads_and_saves_word_and_excel(tmp_path, capsys, build, name):
    build([TABLE]).save(tmp_path / name)
    call_command("import_programme", str(tmp_path / name), "--json", "--year", "2017")
    told = json.loads(capsys.readouterr().out)
    assert (told["rows_in"], told["made"], told["refused"]) == (7, 7, [])
    assert not ProgrammeEntry.objects.exists()

    call_command("import_programme", str(tmp_path / name), "--commit", "--year", "2017")
    assert "7 rows: 7 made, 0 refused." in capsys.readouterr().out
    assert ProgrammeEntry.objects.filter(programme__year=2017).count() == 7


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("Audits 2017-2018.csv", 2017),
        ("Audits 2017-18.csv", 2017),
        ("Audits 2017-2019.csv", 2026),
        ("Audits.csv", 2026),
    ],
)
def test_the_year_is_the_one_that_the_file_names_else_the_boards(tmp_path, time_machine, name, year):
    time_machine.move_to("2026-06-01 09:00:00+00:00")
    (tmp_path / name).write_text("Audit subject,Dates\nFostering,June\n")
    call_command("import_programme", str(tmp_path / name), "--commit")

    assert ProgrammeEntry.objects.get().due_on == date(year, 6, 30)


# Hertfordshire's programme of 2017–18, read on 1 January 2018: number, category, when due, and how it then stands.
HERTFORDSHIRE = [
    (1, "board_performance", "", "no fixed date"),
    (2, "board_performance", "", "no fixed date"),
    (3, "board_performance", "", "no fixed date"),
    (4, "board_performance", "", "no fixed date"),
    (5, "monitoring", "2017-06-30", "late"),
    (6, "monitoring", "2017-09-30", "late"),
    (7, "monitoring", "", "no fixed date"),
    (8, "quality_assurance", "2017-09-30", "late"),
    (9, "quality_assurance", "2017-12-31", "late"),
    (10, "quality_assurance", "2017-06-30", "late"),
    (11, "quality_assurance", "", "no fixed date"),
    (12, "commissioned", "", "no fixed date"),
    (13, "responsive", "", "no fixed date"),
    (14, "responsive", "", "no fixed date"),
]


@pytest.mark.django_db
@of_each_copy
@pytest.mark.parametrize(("build", "name"), [(as_word, "programme.docx"), (as_excel, "programme.xlsx")])
def test_hertfordshires_programme_stands_as_a_careful_reader_would_have_it(papers, tmp_path, build, name):
    build(hertfordshire_programme(papers)).save(tmp_path / name)
    call_command("import_programme", str(tmp_path / name), "--commit", "--year", "2017")
    late = set(ProgrammeEntry.objects.late(today=date(2018, 1, 1)))

    assert [
        (
            each.number,
            each.category,
            each.due_on.isoformat() if each.due_on else "",
            "late" if each in late else "no fixed date" if each.due_on is None else "on track",
        )
        for each in ProgrammeEntry.objects.order_by("number")
    ] == HERTFORDSHIRE
