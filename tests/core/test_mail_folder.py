import os

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from lscb.core.mail_folder import latest
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
URL = "/mail/"
BACKENDS = []


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAIL_FOLDER, settings.IS_DEMO = tmp_path, True
    return tmp_path


@pytest.fixture
def signed_in(client):
    client.force_login(UserFactory())
    return client


def write(folder, subject, text, *, to="ann@example.org", age=0):
    """A message as Django writes it to a folder."""
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    BACKENDS.append(backend)  # a file is named after its backend: while this one lives no other takes its name
    message = EmailMultiAlternatives(subject, text, to=[to], connection=backend)
    message.attach_alternative(f"<p>{text}</p>", "text/html")
    before = set(folder.iterdir())
    message.send()
    [path] = set(folder.iterdir()) - before
    os.utime(path, (path.stat().st_mtime - age,) * 2)


def test_messages_are_listed_newest_first_as_text(signed_in, folder):
    write(folder, "First", "Dear Ann", age=60)
    write(folder, "Pack – Q2", "Naïve café:\nhttp://testserver/join/abc/\n\nBye", to="bea@example.org")

    page = signed_in.get(URL)

    assert [(letter.subject, letter.to) for letter in page.context["letters"]] == [
        ("Pack – Q2", "bea@example.org"),
        ("First", "ann@example.org"),
    ]
    assert "Naïve café:" in page.text
    assert '<a href="http://testserver/join/abc/">' in page.text


def test_a_message_runs_nothing(signed_in, folder):
    write(folder, "<script>alert(1)</script>", "<script>alert(2)</script> https://elsewhere.example/")

    page = signed_in.get(URL)

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page.text
    assert 'href="https://elsewhere.example' not in page.text


def test_two_messages_in_one_file_are_two(folder):
    write(folder, "One", "First\n\n-- a line of dashes ---\n")
    write(folder, "Two", "Second")
    one, two = sorted(folder.iterdir(), key=lambda path: b"Two" in path.read_bytes())
    one.write_bytes(one.read_bytes() + two.read_bytes())
    two.unlink()

    assert [letter.subject for letter in latest(folder, at_most=50)] == ["Two", "One"]


def test_what_is_no_message_is_shown_as_far_as_it_goes(signed_in, folder):
    (folder / "broken.log").write_bytes(b"\xff\xfe nothing like a message")
    (folder / "other.txt").write_text("not ours")

    page = signed_in.get(URL)

    assert (page.status_code, len(page.context["letters"])) == (200, 1)


def test_only_the_latest_are_shown(folder):
    for n in range(3):
        write(folder, f"Message {n}", "Words", age=60 - n)

    assert [letter.subject for letter in latest(folder, at_most=2)] == ["Message 2", "Message 1"]


def test_before_the_first_message_the_page_says_so(signed_in, folder):
    folder.rmdir()

    assert "No message yet" in signed_in.get(URL).text


@pytest.mark.parametrize(("is_demo", "has_folder"), [(False, True), (True, False)])
def test_elsewhere_there_is_no_such_page(signed_in, folder, settings, is_demo, has_folder):
    settings.IS_DEMO = is_demo
    settings.MAIL_FOLDER = folder if has_folder else None

    assert signed_in.get(URL).status_code == 404


def test_strangers_are_sent_to_sign_in(client, folder):
    assert client.get(URL).status_code == 302
