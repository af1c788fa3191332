"""An archive of everything, put back elsewhere; and archives that are not what they were, refused in words."""

import io
import json
import tarfile
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone

from lscb.core import files
from lscb.core.backup import back_up
from lscb.core.backup.archive import unpacked
from lscb.core.backup.manifest import NAME
from lscb.core.exceptions import Refused
from tests.conftest import MIGRATED
from tests.core.installation import SEAL_KEY, Home, new_database

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """A demonstration Board with files, and its archive."""
    home = Home(tmp_path_factory.mktemp("board"))
    home.fill()
    archive = home.folder / "board.tar.gz"
    return home, archive, home.done("backup", str(archive))


@pytest.fixture
def empty(tmp_path):
    return Home(tmp_path / "empty")


def rewritten(archive, to, change):
    """A copy of an archive, its members changed, dropped or added by a function of their names and bytes."""
    with tarfile.open(archive) as source, tarfile.open(to, "w:gz") as target:
        members = {info.name: source.extractfile(info).read() for info in source}
        for name, content in change(members).items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    return to


def saying(**words):
    def change(members):
        return members | {NAME: json.dumps(json.loads(members[NAME]) | words).encode()}

    return change


def test_a_board_is_the_same_elsewhere(board, empty):
    home, archive, said = board

    restored = empty.done("restore", str(archive))

    assert "5 files" in said
    assert "The activity log's seals hold." in restored
    assert empty.rows() == home.rows()
    assert empty.files() == home.files() != {}
    assert "links hold." in empty.done("verify_activity")
    assert archive.stat().st_mode & 0o077 == 0


@pytest.mark.postgres
def test_a_board_is_the_same_elsewhere_on_postgresql(tmp_path):
    home = Home(tmp_path / "from", new_database("lscb_backed_up", like=MIGRATED))
    elsewhere = Home(tmp_path / "to", new_database("lscb_restored"))
    home.fill()

    home.done("backup", str(tmp_path / "board.tar.gz"))
    elsewhere.done("restore", str(tmp_path / "board.tar.gz"))

    assert elsewhere.rows() == home.rows()
    assert elsewhere.files() == home.files() != {}


def test_only_an_empty_home_takes_an_archive(board):
    home, archive, _said = board

    assert "There is a database here already" in home.refused("restore", str(archive))


def test_an_archive_is_not_written_over(board):
    home, archive, _said = board
    before = archive.read_bytes()

    assert "is there already" in home.refused("backup", str(archive))
    assert archive.read_bytes() == before


def test_without_its_key_the_log_is_there_and_said_not_to_follow(board, tmp_path):
    _home, archive, _said = board
    other = Home(tmp_path / "other", seal_key=SEAL_KEY[::-1])

    assert "seals do not follow under LSCB_SEAL_KEY" in other.refused("restore", str(archive))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (saying(engine="postgresql"), "of a postgresql database, and here is sqlite"),
        (saying(migrations=["core.9999_unheard_of"]), "does not know (core.9999_unheard_of)"),
        (saying(migrations=["core.0001_initial"]), "made by an older version"),
        (saying(format=7), "has format 7"),
        (saying(counts={"core_user": 10_000}), "core_user does not hold as many rows"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(board, empty, tmp_path, change, sentence):
    _home, archive, _said = board
    other = rewritten(archive, tmp_path / "other.tar.gz", change)

    said = empty.refused("restore", str(other))

    assert sentence in said


def without(name):
    return lambda members: {one: content for one, content in members.items() if one != name}


def flipped(members):
    database = bytearray(members["database"])
    database[len(database) // 2] ^= 1
    return members | {"database": bytes(database)}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(flipped, "“database” is not what was backed up", id="one-bit"),
        pytest.param(without("database"), "“database” is not what was backed up", id="missing"),
        pytest.param(without(NAME), "damaged or cut short", id="no-manifest"),
        pytest.param(lambda members: members | {"more": b""}, "holds more than it says", id="more"),
        pytest.param(lambda members: {"../evil": b"", **members}, "no archive of ours does", id="outside"),
        pytest.param(lambda members: {"/etc/evil": b"", **members}, "no archive of ours does", id="absolute"),
        pytest.param(lambda members: members | {NAME: b"{"}, "cannot be read", id="garbled"),
    ],
)
def test_an_archive_that_is_not_what_it_was_is_refused(board, tmp_path, change, sentence):
    _home, archive, _said = board
    other = rewritten(archive, tmp_path / "other.tar.gz", change)

    with pytest.raises(Refused, match=sentence):
        unpacked(other, tmp_path / "into")

    assert not (tmp_path / "evil").exists()


def test_where_nothing_is_yet_nothing_is_backed_up(empty, tmp_path):
    assert "nothing to back up" in empty.refused("backup", str(tmp_path / "none.tar.gz"))
    assert not (tmp_path / "none.tar.gz").exists()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_an_archive_cut_short_is_refused(board, tmp_path, share):
    content = board[1].read_bytes()
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(Refused, match="damaged"):
        unpacked(cut, tmp_path / "into")


def test_what_is_no_archive_at_all_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("Buy milk")

    with pytest.raises(Refused, match="damaged"):
        unpacked(tmp_path / "notes.txt", tmp_path / "into")


def test_a_file_that_is_missing_is_told_of_and_the_rest_is_kept(board, tmp_path):
    _home, archive, _said = board
    copy = Home(tmp_path / "copy")
    copy.done("restore", str(archive))
    next((copy.folder / "files").rglob("*/*")).unlink()

    said = copy.refused("backup", str(tmp_path / "again.tar.gz"))

    assert "1 files were missing from the store" in said
    assert len(unpacked(tmp_path / "again.tar.gz", tmp_path / "into").files_missing) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_backed_up_while_people_work_is_whole(tmp_path):
    """Every file whose row is in the snapshot is in the archive, however many came meanwhile."""
    stop, stored = Event(), []

    def work():
        try:
            while not stop.is_set():
                stored.append(files.store(b"x" * 5000, name="a.pdf", content_type="application/pdf", by=None))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        made = [back_up(tmp_path / f"{number}.tar.gz", now=timezone.now()) for number in range(3)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    for number, one in enumerate(made):
        manifest = unpacked(tmp_path / f"{number}.tar.gz", tmp_path / str(number))
        kept = [name for name in manifest.members if name.startswith("files/")]
        assert (one.files_missing, len(kept)) == ([], manifest.counts["core_storedfile"])
    assert made[-1].files > 0
