import pytest
from django.core import mail

from lscb.core import letters, outbox
from lscb.core.letters import Piece
from tests.factories.board import manager
from tests.factories.core import UserFactory

BASE = "http://testserver"


def text(words):
    return Piece(words, is_link=False)


def link(words):
    return Piece(words, is_link=True)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (f"{BASE}/tasks/", [link(f"{BASE}/tasks/")]),
        (f"Look at {BASE}/tasks/.", [text("Look at "), link(f"{BASE}/tasks/"), text(".")]),
        (f"({BASE}/a?b=c#d)", [text("("), link(f"{BASE}/a?b=c#d"), text(")")]),
        (f"{BASE}/", [link(f"{BASE}/")]),
        ("https://elsewhere.example/tasks/", [text("https://elsewhere.example/tasks/")]),
        (f"{BASE}.elsewhere.example/tasks/", [text(f"{BASE}.elsewhere.example/tasks/")]),
        ('javascript:alert(1) <a href="x">', [text('javascript:alert(1) <a href="x">')]),
    ],
)
def test_only_our_own_addresses_become_links(line, pieces):
    assert letters.paragraphs(f"First\n{line}\nlast") == [[[text("First")], pieces, [text("last")]]]


def test_blank_lines_part_paragraphs():
    assert letters.paragraphs("One\n\n \nTwo\nlines\n") == [[[text("One")]], [[text("Two")], [text("lines")]]]


@pytest.mark.django_db
def test_a_letter_is_a_text_and_a_page_that_say_the_same_and_run_nothing():
    manager()
    person = UserFactory(email="ann@example.org")
    body = f"Dear Ann,\n\nSee <script>alert(1)</script> & more:\n{BASE}/tasks/\n"
    [note] = outbox.queue(recipients=[person], dedupe_key="k", subject="Two <b>things</b>", body=body)

    letters.send(note)

    [message] = mail.outbox
    [(page, kind)] = message.alternatives
    assert (message.to, message.subject, kind) == (["ann@example.org"], "Two <b>things</b>", "text/html")
    assert message.body.startswith(body.rstrip())
    assert "<script>alert(1)</script> & more:" in message.body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more:" in page
    assert "<script" not in page
    assert f'<a href="{BASE}/tasks/"' in page
    assert "Two &lt;b&gt;things&lt;/b&gt;" in page
    for words in ("sends this because you have a part in its work", "no figures about children"):
        assert words in message.body
        assert words in page
