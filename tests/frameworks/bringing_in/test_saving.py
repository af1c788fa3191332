"""What a table makes once it is saved, and that it is taken back as one."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from board.enums import Role
from board.models import KeyQuestion
from frameworks import actions
from frameworks.actions.stored import (
    SAVED_MEANWHILE,
    TOUCHED,
    USED,
    begin_bringing_in,
    correct_row,
    save_bringing_in,
    undo_bringing_in,
    why_not_undone,
)
from frameworks.bringing_in import preview
from frameworks.models import BringingIn, Completion, Framework, MonitoringActivity, Standard
from frameworks.timescales import PartialDate
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.reading import Correction, tables_in_text
from tests.factories.board import GroupFactory, person_with
from tests.factories.frameworks import FrameworkFactory

pytestmark = pytest.mark.django_db

TODAY = date(2011, 6, 1)
HEADS = "No\tStandard\tPerformance Monitoring\tTimescale\tLead\n"
TABLE = (
    (
        HEADS + "THE BOARD\n"
        "1\tMembers attend\tAnnual review of attendance\tCompleted July 2009, July 2010\tThe chair\n"
        "\t\tMinutes are read\t6 weekly\tRuth Asante\n"
        "GROUPS\n"
        "2\tGroups report\tReports\tLast presented Feb 2011, thereafter June and December 2011\tTraining group\n"
    )
    .replace("THE BOARD\n", "THE BOARD\t\t\t\t\n")
    .replace("GROUPS\n", "GROUPS\t\t\t\t\n")
)


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


def begun(by, text=TABLE, title="Standards"):
    stored = BringingIn(kind="framework", title=title, file_name="standards.docx")
    return begin_bringing_in(stored, tables_in_text(text), text.encode(), by=by)


def saved(by, **more):
    return save_bringing_in(begun(by, **more), by=by, today=TODAY)


def test_every_row_is_saved_with_its_timescale_and_what_was_done(manager):
    saved(manager)

    rows = [
        (each.standard.section.title, each.standard.code, each.monitoring, each.frequency, each.number, each.dates)
        for each in MonitoringActivity.objects.select_related("standard__section")
    ]
    assert rows == [
        ("THE BOARD", "1", "Annual review of attendance", "yearly", None, []),
        ("THE BOARD", "1", "Minutes are read", "every_n_weeks", 6, []),
        ("GROUPS", "2", "Reports", "", None, ["2011-02", "2011-06", "2011-12"]),
    ]
    assert [(str(one.done_on), one.shown_by) for one in Completion.objects.all()] == [
        ("2009-07", "Brought in with the framework"),
        ("2010-07", "Brought in with the framework"),
        ("2011-02", "Brought in with the framework"),
    ]


def test_a_lead_is_the_group_or_the_one_person_of_that_name(manager):
    group = GroupFactory(name="Training group")
    ruth = person_with(Role.BOARD_MEMBER, name="Ruth Asante")
    saved(manager)

    assert [(each.lead, each.lead_group, each.lead_words) for each in MonitoringActivity.objects.all()] == [
        (None, None, "The chair"),
        (ruth, None, ""),
        (None, group, ""),
    ]


def test_two_people_of_one_name_stay_words(manager):
    for _ in range(2):
        person_with(Role.BOARD_MEMBER, name="Ruth Asante")
    saved(manager)

    assert MonitoringActivity.objects.filter(lead_words="Ruth Asante", lead=None).count() == 1


def test_done_on_a_day_that_lies_ahead_is_due_then_and_a_person_should_look():
    (act,) = preview(tables_in_text("Standard\tTimescale\nSharing\tPresented October 2011\n"), today=TODAY).activities()

    assert [str(day) for day in act.timescale.due] == ["2011-10"]
    assert (act.timescale.completed, act.doubts) == (
        [],
        ["2011-10 is said to be done and lies ahead: it is kept as due"],
    )


def test_a_standard_alone_has_no_activity(manager):
    saved(manager, text="No\tStandard\tTimescale\n1\tMembers attend\t–\n2\tGroups report\tYearly\n")

    assert [(each.code, each.activities.count()) for each in Standard.objects.all()] == [("1", 0), ("2", 1)]


def test_what_a_person_says_of_a_row_stands(manager):
    stored = begun(manager)
    correct_row(stored, 4, Correction({"monitoring": "Minutes"}, {"frequency": "monthly"}), by=manager)
    correct_row(stored, 6, Correction(left_out="It is another board’s"), by=manager)
    save_bringing_in(stored, by=manager, today=TODAY)

    assert [(each.monitoring, each.frequency) for each in MonitoringActivity.objects.all()] == [
        ("Annual review of attendance", "yearly"),
        ("Minutes", "monthly"),
    ]


@pytest.mark.parametrize("row_count", [5, 50])
def test_saving_takes_as_many_queries_for_many_rows_as_for_few(manager, row_count, django_assert_num_queries):
    rows = "".join(f"{n}\tStandard {n}\tAudit\tDone {2000 + n % 10}\tThe chair\n" for n in range(row_count))
    made = preview(tables_in_text(HEADS + rows), today=TODAY)

    with django_assert_num_queries(14):
        actions.bring_in(made, Framework(title="Many"), by=manager)

    assert MonitoringActivity.objects.count() == row_count


def test_nothing_that_would_make_nothing_is_saved(manager):
    with pytest.raises(Refused, match="None of its rows would make anything"):
        saved(manager, text="Thing\tThen\nA\tB\n")

    assert not Framework.objects.exists()


def test_nobody_else_brings_in():
    with pytest.raises(PermissionDenied):
        begun(person_with(Role.BOARD_MEMBER))


def test_two_who_save_one_preview_save_it_once(manager):
    stored = begun(manager)
    same = BringingIn.objects.get(pk=stored.pk)
    save_bringing_in(stored, by=manager, today=TODAY)

    with pytest.raises(Refused, match=SAVED_MEANWHILE):
        save_bringing_in(same, by=manager, today=TODAY)

    assert Framework.objects.count() == 1


def test_a_title_that_is_taken_is_refused_with_nothing_half_saved(manager):
    FrameworkFactory(title="standards")
    stored = begun(manager)

    with pytest.raises(Refused, match="Choose another title"):
        save_bringing_in(stored, by=manager, today=TODAY)

    stored.refresh_from_db()
    assert (stored.state, MonitoringActivity.objects.count()) == ("preview", 0)


def test_it_is_taken_back_as_one(manager):
    stored = undo_bringing_in(saved(manager), by=manager)

    assert (stored.state, Framework.objects.count(), Completion.objects.count()) == ("undone", 0, 0)
    with pytest.raises(Refused, match="This is undone"):
        undo_bringing_in(stored, by=manager)


def touch_words(framework, manager):
    actions.change_part(Standard.objects.first(), Edit({"outcome": "Other"}), by=manager)


def touch_completion(framework, manager):
    actions.complete(MonitoringActivity.objects.first(), PartialDate(2011, 5), shown_by="", by=manager, today=TODAY)


def touch_status(framework, manager):
    actions.move_framework(framework, "adopted", by=manager, on=TODAY)


@pytest.mark.parametrize("touch", [touch_words, touch_completion, touch_status])
def test_it_is_not_taken_back_once_anything_of_it_was_touched(manager, touch):
    stored = saved(manager)
    assert why_not_undone(stored) == ""
    touch(Framework.objects.get(), manager)

    with pytest.raises(Refused, match=TOUCHED):
        undo_bringing_in(stored, by=manager)

    assert Framework.objects.count() == 1


def test_it_is_not_taken_back_once_something_refers_to_it(manager):
    stored = saved(manager)
    FrameworkFactory(title="Standards", version=2, came_from=Framework.objects.get())

    with pytest.raises(Refused, match=USED):
        undo_bringing_in(stored, by=manager)


def test_its_own_links_are_no_reason_to_keep_it(manager):
    stored = saved(manager)
    Standard.objects.first().key_questions.add(KeyQuestion.objects.create(number=1, text="How do we know?"))

    assert why_not_undone(stored) == ""


def test_the_command_saves_once_and_only_when_asked(tmp_path, capsys):
    (tmp_path / "Our standards.csv").write_text("Standard,Timescale\nMembers attend,Yearly\n")
    call_command("import_framework", str(tmp_path / "Our standards.csv"), "--json")
    assert "saved" not in json.loads(capsys.readouterr().out)
    assert not Framework.objects.exists()

    call_command("import_framework", str(tmp_path / "Our standards.csv"), "--json", "--commit")
    framework = Framework.objects.get()
    assert json.loads(capsys.readouterr().out)["saved"]["framework"] == framework.pk
    assert (framework.title, framework.status) == ("Our standards", "draft")
    with pytest.raises(CommandError, match="Choose another title"):
        call_command("import_framework", str(tmp_path / "Our standards.csv"), "--commit")

    call_command("import_framework", str(tmp_path / "Our standards.csv"), "--commit", "--title", "Others")
    assert "Saved as framework" in capsys.readouterr().out
