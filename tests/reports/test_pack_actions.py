"""Beginning, changing and making packs: one job for one content, editions that never change."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from lscb.core import activity, chain, jobs, verifying
from lscb.core.editing import Edit, EditConflict, what_was_read
from lscb.core.enums import JobState
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Job, StoredFile
from reports import actions
from reports.models import Pack, PackEdition
from tests.factories.board import MeetingFactory, analyst, board_member, independent_chair, manager
from tests.factories.indicators import PublishedFigureFactory
from tests.factories.reports import EditionFactory, PackFactory

TODAY = date(2026, 11, 21)


@pytest.fixture
def chair(db):
    return independent_chair()


@pytest.fixture
def pack(db):
    return PackFactory(sections=["summary"])


def ask(pack, by):
    return actions.ask_for_pdf(pack, by=by, today=TODAY)


def verbs(pack):
    lines = ActivityEvent.objects.filter(object_type="reports.pack", object_id=pack.pk).order_by("pk")
    return list(lines.values_list("verb", flat=True))


@pytest.fixture
def made(django_capture_on_commit_callbacks):
    """Ask, and let the worker do what was asked."""

    def make(pack, by):
        with django_capture_on_commit_callbacks(execute=True):
            return ask(pack, by)

    return make


# Who may, and what may not be


@pytest.mark.parametrize("person", [analyst, board_member])
def test_only_the_chair_and_the_manager_make_packs(pack, person):
    someone = person()
    edit = Edit({"title": "Another"})

    for act in (
        lambda: actions.begin_pack(PackFactory.build(), by=someone, today=TODAY),
        lambda: actions.change_pack(pack, edit, by=someone, today=TODAY),
        lambda: ask(pack, someone),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"as_at": date(2026, 11, 22)}, "as at today or an earlier day"),
        ({"sections": []}, "Choose at least one section"),
        ({"sections": ["weather"]}, "no section called weather"),
        ({"sections": ["summary", "summary"]}, "can be in the pack once"),
    ],
)
def test_nonsense_is_refused_in_words_at_every_door(chair, pack, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.begin_pack(PackFactory.build(meeting=MeetingFactory(), **wrong), by=chair, today=TODAY)
    with pytest.raises(Refused, match=sentence):
        actions.change_pack(pack, Edit(wrong), by=chair, today=TODAY)
    Pack.objects.filter(pk=pack.pk).update(**wrong)
    with pytest.raises(Refused, match=sentence):
        ask(pack, chair)


def test_the_same_pack_begun_twice_is_there_once(chair):
    meeting = MeetingFactory()
    wanted = {"meeting": meeting, "title": "Board pack", "as_at": TODAY}
    actions.begin_pack(Pack(**wanted), by=chair, today=TODAY)

    with pytest.raises(Refused, match="There is a pack of this title for this meeting already"):
        actions.begin_pack(Pack(**wanted), by=chair, today=TODAY)

    assert Pack.objects.count() == 1


def test_two_people_changing_the_same_words_lose_neither(pack, chair):
    read = what_was_read(pack, ["summary"])
    actions.change_pack(pack, Edit({"summary": "Hers"}, read), by=chair, today=TODAY)

    with pytest.raises(EditConflict):
        actions.change_pack(pack, Edit({"summary": "His"}, read), by=manager(), today=TODAY)

    pack.refresh_from_db()
    assert pack.summary == "Hers"
    assert verbs(pack) == ["pack.changed"]


# Making the PDF


def test_asking_twice_is_one_job_that_both_follow(pack, chair):
    boss = manager()

    first, second = ask(pack, chair), ask(pack, boss)

    assert first == second
    assert set(first.askers.all()) == {chair, boss}
    assert verbs(pack) == ["pack.asked_for"]


def test_the_worker_makes_one_edition_and_keeps_its_file(pack, chair, made):
    job = made(pack, chair)

    edition = pack.editions.get()
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert (edition.number, edition.as_at, edition.requested_by) == (1, pack.as_at, chair)
    assert edition.file.name == f"{pack.title}, version 1.pdf"
    assert verbs(pack) == ["pack.asked_for", "pack.made"]


def test_an_edition_keeps_how_far_the_log_was_sealed_when_it_was_made(pack, chair, made):
    with transaction.atomic():
        activity.record("pack.changed", pack, by=chair)
    chain.seal()
    head = chain.head()

    made(pack, chair)
    edition = pack.editions.get()
    chain.seal()

    assert edition.head == f"{head.position}:{head.digest}"
    assert verifying.verify(witness=(edition.head_position, edition.head_digest)).fault is None
    assert made(pack, chair) == edition  # the log went on, the pack says the same


def test_the_same_content_is_the_same_file(pack, chair, made):
    made(pack, chair)

    assert made(pack, manager()) == pack.editions.get()
    assert Job.objects.count() == 1


def test_a_change_is_a_new_version_and_changing_back_is_the_first_again(pack, chair, made):
    made(pack, chair)
    words = pack.summary
    actions.change_pack(pack, Edit({"summary": "More"}), by=chair, today=TODAY)
    made(pack, chair)
    actions.change_pack(pack, Edit({"summary": words}), by=chair, today=TODAY)

    again = made(pack, chair)

    assert again.number == 1
    assert [edition.number for edition in pack.editions.all()] == [2, 1]


def test_content_is_frozen_when_it_is_asked_for(pack, chair):
    Pack.objects.filter(pk=pack.pk).update(sections=["indicators"])
    pack.refresh_from_db()
    figure = PublishedFigureFactory()
    pack.as_at = TODAY
    job = ask(pack, chair)
    before = job.arguments["content"]
    type(figure).objects.update(numerator=59)

    actions.make_edition(jobs.Running(job), job.arguments)

    assert pack.editions.get().content == before


def test_work_done_twice_is_one_edition(pack, chair):
    job = ask(pack, chair)

    for _ in range(2):
        actions.make_edition(jobs.Running(job), job.arguments)

    assert pack.editions.count() == 1
    assert StoredFile.objects.count() == 1


def test_another_edition_kept_meanwhile_takes_its_number_and_the_pages_are_drawn_again(pack, chair):
    job = ask(pack, chair)
    document = b"%PDF drawn as version 1"
    EditionFactory(pack=pack)

    actions._keep(pack, document, number=1, head=None, arguments=job.arguments)
    assert pack.editions.count() == 1

    actions.make_edition(jobs.Running(job), job.arguments)
    assert [edition.number for edition in pack.editions.all()] == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_two_editions_drawn_at_once_get_different_numbers(chair):
    pack = PackFactory(sections=["summary"], summary="One")
    first = ask(pack, chair)
    actions.change_pack(pack, Edit({"summary": "Two"}), by=chair, today=TODAY)
    second = ask(pack, chair)

    def work(job):
        actions.make_edition(jobs.Running(job), job.arguments)
        connection.close()

    threads = [threading.Thread(target=work, args=[job]) for job in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(pack.editions.values_list("number", flat=True)) == [1, 2]
    assert set(pack.editions.values_list("digest", flat=True)) == {
        first.arguments["digest"],
        second.arguments["digest"],
    }
    assert StoredFile.objects.count() == 2


def test_a_failure_is_told_and_asking_again_tries_again(pack, chair, made, settings, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", str(_without_pango(settings)))
    job = made(pack, chair)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "apt-get install libpango-1.0-0" in job.refusal

    monkeypatch.delenv("LD_LIBRARY_PATH")
    assert made(pack, chair) == job
    assert pack.editions.count() == 1


def _without_pango(settings):
    folder = settings.ENVIRONMENT.home / "no-pango"
    folder.mkdir(exist_ok=True)
    (folder / "libpango-1.0.so.0").write_text("no library at all")
    return folder


def test_a_failure_is_forgotten_once_the_pack_says_what_was_made_before(pack, chair, made):
    made(pack, chair)
    words = pack.summary
    actions.change_pack(pack, Edit({"summary": "More"}), by=chair, today=TODAY)
    job = ask(pack, chair)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
    actions.change_pack(pack, Edit({"summary": words}), by=chair, today=TODAY)

    made(pack, chair)

    pack.refresh_from_db()
    assert pack.job is None


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_edition_is_never_changed(pack, change):
    edition = EditionFactory(pack=pack)
    statement = {"update": "SET number = 9", "delete": ""}[change]
    sql = f"UPDATE reports_packedition {statement}" if change == "update" else "DELETE FROM reports_packedition"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert PackEdition.objects.get() == edition
