import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.urls import reverse

from lscb.core import files, filing, uploads
from lscb.core.models import StoredFile
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def belongs_to_sender(monkeypatch):
    """An app whose files are their sender's to see."""
    monkeypatch.setattr(filing, "_scopes", {"own": lambda user: Q(stored_by=user.pk)})


def sent(by):
    return uploads.accept(SimpleUploadedFile("Q2 <figures>.csv", b"a,b"), by=by)


def download(client, file, person):
    client.force_login(person, backend="lscb.core.signin.ActivePeopleBackend")
    return client.get(reverse("file-download", args=[file.pk]))


def test_a_file_is_given_to_be_saved_and_never_shown(client, belongs_to_sender):
    person = UserFactory()

    response = download(client, sent(person), person)

    assert (response.status_code, response.content) == (200, b"a,b")
    assert {name: response.headers[name] for name in ("Content-Disposition", "X-Content-Type-Options")} == {
        "Content-Disposition": 'attachment; filename="Q2 -figures-.csv"',
        "X-Content-Type-Options": "nosniff",
    }
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_to_anyone_else_it_is_not_there(client, belongs_to_sender):
    assert download(client, sent(UserFactory()), UserFactory()).status_code == 404


def test_a_file_of_our_own_is_given_out_by_its_own_page_alone(client, belongs_to_sender):
    person = UserFactory()
    pack = files.store(b"%PDF", name="Pack.pdf", content_type="application/pdf", by=person)

    assert download(client, pack, person).status_code == 404


def test_where_no_app_claims_a_file_nobody_sees_it():
    person = UserFactory()
    sent(person)

    assert not StoredFile.objects.visible_to(person).exists()


def test_one_held_back_says_why(client, belongs_to_sender, settings):
    person = UserFactory()
    file = sent(person)
    settings.CLAMAV = "tcp://127.0.0.1:1"

    response = download(client, file, person)

    assert response.status_code == 409
    assert "has not been scanned for viruses yet" in response.text


def test_one_that_is_lost_says_so(client, belongs_to_sender):
    person = UserFactory()
    file = sent(person)
    default_storage.delete(file.path)

    assert "is missing from the store" in download(client, file, person).text
