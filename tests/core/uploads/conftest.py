import pytest

from tests.core.uploads import clamd


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Files go to a folder of the test's own, and no scanner is there unless asked for."""
    settings.CLAMAV = ""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        }
    }
    return tmp_path / "files"


@pytest.fixture
def scanner(settings):
    with clamd.serving(clamd.Tcp(("127.0.0.1", 0), clamd.Conversation)) as server:
        settings.CLAMAV = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
