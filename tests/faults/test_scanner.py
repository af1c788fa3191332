"""ClamAV itself scans what people send, with one signature of our own; it falls over, and comes back."""

import io
import subprocess
import zipfile

import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscb.core import files, uploads
from lscb.core.enums import ScanState
from lscb.core.exceptions import Refused
from lscb.core.tasks import sweep_scans
from lscb.core.uploads import clamav
from tests.factories.core import UserFactory
from tests.faults.servers import free_port, suspended
from tests.faults.waiting import PATIENCE, wait_for
from tests.hostile.making import EICAR

pytestmark = pytest.mark.django_db
SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n"
NAME = "Eicar-Test-Signature.UNOFFICIAL"  # as ClamAV calls what is not of its makers


class Clamd:
    """Its daemon, and where it is to be found."""

    def __init__(self, folder):
        self.port, self.running = free_port(), None
        (folder / "signatures").mkdir()
        (folder / "signatures" / "own.hdb").write_text(SIGNATURE)
        self.settings = folder / "clamd.conf"
        self.settings.write_text(
            f"Foreground yes\nTCPAddr 127.0.0.1\nTCPSocket {self.port}\n"
            f"DatabaseDirectory {folder / 'signatures'}\nTemporaryDirectory {folder}\n"
        )

    def start(self):
        self.running = subprocess.Popen(["clamd", f"--config-file={self.settings}"], stdout=subprocess.DEVNULL)
        wait_for("the scanner", self.answers)

    def kill(self):
        self.running.kill()
        self.running.wait(PATIENCE)

    def answers(self):
        try:
            return clamav.answers(seconds=1)
        except clamav.ScannerAway:
            return False


@pytest.fixture
def clamd(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        }
    }
    daemon = Clamd(tmp_path)
    settings.CLAMAV = f"tcp://127.0.0.1:{daemon.port}"
    daemon.start()
    yield daemon
    daemon.kill()


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def one(content):
        with django_capture_on_commit_callbacks(execute=True):
            file = uploads.accept(SimpleUploadedFile("figures.csv", content), by=UserFactory())
        file.refresh_from_db()
        return file

    return one


def zipped(content):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("within.txt", content)
    return made.getvalue()


def test_the_real_scanner_passes_puts_aside_and_is_waited_for(clamd, send):
    assert (clamav.finding_in(EICAR), clamav.finding_in(zipped(EICAR)), clamav.finding_in(b"")) == (NAME, NAME, "")
    clean, infected = send(b"a,b"), send(EICAR)
    assert (clean.scan, files.read(clean)) == (ScanState.CLEAN, b"a,b")
    assert (infected.scan, infected.finding) == (ScanState.INFECTED, NAME)
    with pytest.raises(Refused, match="was put aside"):
        files.read(infected)

    clamd.kill()
    waiting = [send(b"c,d"), send(EICAR)]
    sweep_scans()
    with pytest.raises(Refused, match="has not been scanned for viruses yet"):
        files.read(waiting[0])

    clamd.start()
    sweep_scans()
    for file in waiting:
        file.refresh_from_db()
    assert [file.scan for file in waiting] == [ScanState.CLEAN, ScanState.INFECTED]


def test_a_scanner_that_hangs_is_given_up_on(clamd):
    with suspended(psutil.Process(clamd.running.pid)), pytest.raises(clamav.ScannerAway):
        clamav.answers(seconds=1)
    assert clamav.answers()
