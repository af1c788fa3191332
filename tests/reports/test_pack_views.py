"""The packs' pages: who sees which, the form that keeps every word, and files that come as attachments."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from board.enums import Role
from lscb.core.enums import JobState
from lscb.core.models import Job
from reports import actions
from reports.enums import Section
from reports.models import Pack
from tests.factories.board import (
    GroupFactory,
    MeetingFactory,
    analyst,
    board_member,
    independent_chair,
    manager,
    person_with,
)
from tests.factories.reports import EditionFactory, PackFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def on_a_day_of_ours(time_machine):
    time_machine.move_to("2026-11-21T09:00:00Z")


@pytest.fixture
def chair(client):
    person = independent_chair(name="Judith Marlowe")
    client.force_login(person)
    return person


@pytest.fixture
def meeting():
    return MeetingFactory(held_on=date(2026, 12, 10))


def form_of(response):
    return response.context["form"]


def words_of(response):
    return " ".join(response.content.decode().split())


def typed(meeting, **changes):
    return {
        "meeting": meeting.pk,
        "title": "Board pack, 10 December 2026",
        "as_at": "20 November 2026",
        "summary": "Four matters.",
        "sections": Section.values,
    } | changes


# The list


def test_the_list_holds_what_each_may_see(client):
    draft, made = PackFactory(title="Draft"), EditionFactory(pack__title="Made").pack
    seen = {}
    for name, person in {
        "chair": independent_chair(),
        "manager": manager(),
        "analyst": analyst(),
        "member": board_member(),
        "group chair": person_with(Role.GROUP_CHAIR),
        "inspector": person_with(Role.INSPECTOR),
    }.items():
        client.force_login(person)
        table = client.get(reverse("reports:pack-list")).context["table"]
        seen[name] = {row.record for row in table.rows}

    assert seen == {
        "chair": {draft, made},
        "manager": {draft, made},
        "analyst": {draft, made},
        "member": {made},
        "group chair": {made},
        "inspector": {made},
    }


def test_the_list_takes_as_many_queries_for_one_pack_as_for_five(client, chair):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("reports:pack-list"))
        return len(captured)

    EditionFactory()
    queries()
    one = queries()
    for _ in range(4):
        EditionFactory()

    assert queries() == one


# Beginning


def test_the_next_board_meeting_its_title_and_today_are_proposed(client, chair, meeting):
    MeetingFactory(group=meeting.group, held_on=date(2026, 9, 10))
    MeetingFactory(group=GroupFactory(), held_on=date(2026, 11, 25))

    form = form_of(client.get(reverse("reports:pack-add")))

    assert form["meeting"].initial == meeting
    assert form["title"].initial == "Board pack, 10 December 2026"
    assert form["as_at"].initial == TODAY
    assert [label for label, _found in form.fields["meeting"].choices[1:]] == [
        "The Board’s meetings to come",
        "Other meetings to come",
        "Meetings held",
    ]


def test_without_a_meeting_the_page_says_what_is_missing(client, chair):
    assert "No meeting to make a pack for" in words_of(client.get(reverse("reports:pack-add")))


def test_a_pack_is_begun_with_its_sections_in_order(client, chair, meeting):
    response = client.post(reverse("reports:pack-add"), typed(meeting, sections=["overdue", "summary"]))

    pack = Pack.objects.get()
    assert response.url == pack.get_absolute_url()
    assert (pack.meeting, pack.as_at, pack.sections, pack.created_by) == (
        meeting,
        date(2026, 11, 20),
        ["overdue", "summary"],
        chair,
    )


def test_a_title_that_was_only_proposed_goes_with_the_meeting_chosen(client, chair, meeting):
    later = MeetingFactory(group=meeting.group, held_on=date(2027, 3, 11))

    client.post(reverse("reports:pack-add"), typed(later))

    assert Pack.objects.get().title == "Board pack, 11 March 2027"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        (
            {"as_at": "22 November 2026"},
            "as_at",
            "Enter 21 November 2026 or an earlier day: later figures are not in yet",
        ),
        ({"as_at": "soon"}, "as_at", "Enter a date such as 18 June 2026"),
        ({"as_at": ""}, "as_at", "Enter the day the figures are to be frozen at"),
        ({"title": " "}, "title", "Enter a title"),
        ({"meeting": "999999"}, "meeting", "Choose one from the list"),
        ({"sections": []}, "sections", "Tick at least one section"),
        ({"sections": ["weather"]}, "sections", "Choose from the list"),
        ({"summary": "x" * 20_001}, "summary", "Shorten this to 20000 characters; it has 20001 now"),
        ({"summary": "nought \0"}, "summary", "Type this again: it holds characters that cannot be kept"),
    ],
)
def test_what_will_not_do_is_told_in_a_sentence_and_kept(client, chair, meeting, wrong, field, sentence):
    response = client.post(reverse("reports:pack-add"), typed(meeting) | wrong)

    assert response.status_code == 200
    assert form_of(response).errors == {field: [sentence]}
    assert Pack.objects.count() == 0


def test_the_same_pack_sent_twice_is_saved_once(client, chair, meeting):
    client.post(reverse("reports:pack-add"), typed(meeting))

    response = client.post(reverse("reports:pack-add"), typed(meeting))

    assert form_of(response).non_field_errors() == [
        "There is a pack of this title for this meeting already. Open that one, or choose another title."
    ]
    assert Pack.objects.count() == 1


# Moving sections and looking at the summary: nothing typed is lost, nothing is judged


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("returns up", ["summary", "returns", "programme"]),
        ("summary down", ["programme", "summary", "returns"]),
        ("summary up", ["summary", "programme", "returns"]),
        ("returns down", ["summary", "programme", "returns"]),
        ("overdue up", ["summary", "programme", "returns"]),
        ("weather sideways", ["summary", "programme", "returns"]),
        ("", ["summary", "programme", "returns"]),
    ],
)
def test_a_section_moves_by_a_button_and_everything_typed_stays(client, chair, meeting, move, order):
    data = typed(meeting, sections=["summary", "programme", "returns"], as_at="not yet a d", title="", move=move)

    response = client.post(reverse("reports:pack-add"), data)

    form = form_of(response)
    assert form["sections"].value() == order
    assert {name: form[name].value() for name in ("title", "as_at", "summary")} == {
        "title": "",
        "as_at": "not yet a d",
        "summary": "Four matters.",
    }
    assert (form.errors, Pack.objects.count()) == ({}, 0)
    assert "not yet a d" in words_of(response)


def test_after_a_move_its_button_has_the_focus(client, chair, meeting):
    data = typed(meeting, sections=["summary", "programme", "returns"])

    up = words_of(client.post(reverse("reports:pack-add"), data | {"move": "returns up"}))
    to_the_top = words_of(client.post(reverse("reports:pack-add"), data | {"move": "programme up"}))

    assert 'value="returns up" formnovalidate autofocus' in up
    assert 'value="programme down" formnovalidate autofocus' in to_the_top


def test_the_enter_key_saves(client, chair, meeting):
    page = words_of(client.get(reverse("reports:pack-add")))

    form = page[page.index('<form class="form') :]
    first = form[form.index("<button") :]
    assert first.startswith('<button class="vh" tabindex="-1" aria-hidden="true">Save the pack</button>')


def test_the_summary_is_shown_as_it_will_look_and_reaches_nothing(client, chair, meeting):
    data = typed(meeting, summary="# Neglect\n\n<b>x</b> {{ y }} =1+1 ![z](http://127.0.0.1/z)", preview="summary")

    page = words_of(client.post(reverse("reports:pack-add"), data))

    assert (
        '<div class="prose"><h3>Neglect</h3> <p>&lt;b&gt;x&lt;/b&gt; {{ y }} =1+1 ![z](http://127.0.0.1/z)</p> </div>'
    ) in page


# Changing


def test_a_pack_is_changed(client, chair):
    pack = PackFactory()
    url = reverse("reports:pack-edit", args=[pack.pk])
    read = form_of(client.get(url))["read"].value()

    client.post(url, typed(pack.meeting, read=read, title="Another", sections=["returns"]))

    pack.refresh_from_db()
    assert (pack.title, pack.sections, pack.summary) == ("Another", ["returns"], "Four matters.")


def test_of_two_people_changing_the_same_the_second_sees_both_texts(client, chair):
    pack = PackFactory(summary="Before")
    url = reverse("reports:pack-edit", args=[pack.pk])
    page = client.get(url)
    read = form_of(page)["read"].value()
    other = manager(name="Helen Ostrow")
    actions.change_pack(pack, actions.editing.Edit({"summary": "Hers", "sections": ["overdue"]}), by=other, today=TODAY)

    mine = typed(pack.meeting, title=pack.title, read=read, summary="Mine", sections=["returns", "summary"])
    response = client.post(url, mine)

    both = form_of(response).both_texts
    assert both.who == "Helen Ostrow"
    assert {(clash.label, clash.saved, clash.mine) for clash in both.clashes} == {
        ("What the Board should notice", "Hers", "Mine"),
        ("Sections", "What is overdue", "Returns and their timeliness\nWhat the Board should notice"),
    }
    assert "Hers" in words_of(response)

    client.post(url, mine | {"read": form_of(response)["read"].value()})
    pack.refresh_from_db()
    assert (pack.summary, pack.sections) == ("Mine", ["returns", "summary"])


def test_a_move_in_between_does_not_forget_what_was_read(client, chair):
    pack = PackFactory(summary="Before")
    url = reverse("reports:pack-edit", args=[pack.pk])
    read = form_of(client.get(url))["read"].value()
    actions.change_pack(pack, actions.editing.Edit({"summary": "Hers"}), by=manager(), today=TODAY)

    data = typed(pack.meeting, title=pack.title, read=read, summary="Mine")
    moved = form_of(client.post(url, data | {"move": "exceptions up"}))
    response = client.post(url, data | {"read": moved["read"].value()})

    assert [clash.saved for clash in form_of(response).both_texts.clashes] == ["Hers"]


# One pack


def test_a_version_shows_when_by_whom_how_large_and_its_whole_digest(client, chair):
    edition = EditionFactory(
        pack__as_at=date(2026, 11, 20), pack__created_by=chair, head_position=1204, head_digest="ab" * 32
    )

    page = words_of(client.get(edition.pack.get_absolute_url()))

    assert "Version 1 (PDF, 15 bytes)" in page
    assert "Figures as at 20 November 2026. Asked for by Judith Marlowe, made on 20 November 2026 at 10:42." in page
    assert f"SHA-256 of the file: {edition.file.sha256}" in page
    assert f"Activity log sealed up to: 1204:{'ab' * 32}" in page


def test_readers_see_versions_and_nothing_of_the_next_one(client):
    pack = EditionFactory(pack__summary="Not for them yet").pack
    client.force_login(board_member())

    response = client.get(pack.get_absolute_url())

    assert response.context["timeline_lines"] == []
    assert "Not for them yet" not in words_of(response)
    assert "Make the PDF" not in words_of(response)


@pytest.mark.parametrize("name", ["pack-detail", "pack-edit", "pack-make"])
def test_a_draft_does_not_exist_for_readers(client, name):
    pack = PackFactory()
    client.force_login(board_member())
    ask = client.post if name == "pack-make" else client.get

    assert ask(reverse(f"reports:{name}", args=[pack.pk])).status_code == 404


def test_an_unchanged_pack_is_the_same_file(client, chair, django_capture_on_commit_callbacks):
    pack = PackFactory(sections=["summary"])
    url = reverse("reports:pack-make", args=[pack.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)

    response = client.post(url, follow=True)

    assert response.redirect_chain == [(pack.get_absolute_url(), 302)]
    assert "Nothing has changed since version 1: here is the same file." in words_of(response)
    assert pack.editions.count() == 1


def test_progress_is_followed_with_and_without_javascript(client, chair):
    pack = PackFactory(sections=["summary"])
    client.post(reverse("reports:pack-make", args=[pack.pk]))

    page = words_of(client.get(pack.get_absolute_url()))

    job = Job.objects.get()
    assert f'hx-get="{reverse("job-progress", args=[job.pk])}' in page
    assert '<a href="">Look now</a>' in page
    assert "Make the PDF</button>" not in page
    assert ("The first stands here once it is made." in page, "No version yet" in page) == (True, False)


def test_whoever_did_not_ask_is_told_how_far_it_is(client, chair):
    pack = PackFactory(sections=["summary"])
    actions.ask_for_pdf(pack, by=manager(), today=TODAY)
    Job.objects.update(state=JobState.RUNNING, progress=30, step="Laying out the pages")

    page = words_of(client.get(pack.get_absolute_url()))

    assert "The PDF is being made: 30%, laying out the pages." in page


def test_a_failure_is_told_in_words_with_a_way_to_try_again(client, chair):
    pack = PackFactory(sections=["summary"])
    job = actions.ask_for_pdf(pack, by=chair, today=TODAY)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, refusal="The PDF took too long to make.", finished_at=timezone.now()
    )

    page = words_of(client.get(pack.get_absolute_url()))

    assert "The PDF could not be made" in page
    assert "The PDF took too long to make." in page
    assert "Try again</button>" in page


def test_a_pack_whose_day_was_set_back_into_the_future_is_refused_in_words(client, chair):
    pack = PackFactory(as_at=date(2027, 1, 1))

    response = client.post(reverse("reports:pack-make", args=[pack.pk]), follow=True)

    assert "Figures can be frozen as at today or an earlier day." in words_of(response)


# Files


def test_a_version_comes_as_an_attachment(client):
    edition = EditionFactory(pack__title="Board pack, “December”")
    client.force_login(board_member())

    response = client.get(reverse("reports:edition-download", args=[edition.pk]))

    assert response.content == b"%PDF-1.7 a pack"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda path: default_storage.delete(path), "is missing from the store"),
        (lambda path: default_storage.open(path, "wb").write(b"%PDF something else"), "is not what was stored"),
    ],
    ids=["missing", "altered"],
)
def test_a_file_that_is_lost_or_altered_is_held_back_in_words(client, chair, harm, sentence):
    edition = EditionFactory()
    harm(edition.file.path)

    response = client.get(reverse("reports:edition-download", args=[edition.pk]))

    assert response.status_code == 404
    assert sentence in words_of(response)
