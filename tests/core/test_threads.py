import pytest
from django.db import DatabaseError, transaction

from lscb.core import threads
from lscb.core.exceptions import Refused
from lscb.core.models import Message, Thread
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return threads.open_thread("Q2: children seen", "Why has it doubled?", by=UserFactory(name="Priya Nair"))


def said(thread):
    return [(message.by.name, message.text) for message in thread.messages.all()]


def test_a_conversation_opens_with_a_question_and_goes_on(thread):
    threads.say(thread, "  Two months came late.\n", by=UserFactory(name="Marcus Adeyemi"))

    assert said(thread) == [
        ("Priya Nair", "Why has it doubled?"),
        ("Marcus Adeyemi", "Two months came late."),
    ]
    assert thread.is_open


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_said_is_refused(text):
    with pytest.raises(Refused, match="Write what you want to say first"):
        threads.open_thread("About", text, by=UserFactory())

    assert (Thread.objects.count(), Message.objects.count()) == (0, 0)


def test_whoever_writes_into_a_conversation_closed_meanwhile_is_told(thread):
    stale = Thread.objects.get(pk=thread.pk)
    threads.close_thread(thread, by=thread.opened_by)

    with pytest.raises(Refused, match="is closed"):
        threads.say(stale, "Two months came late.", by=UserFactory())

    assert len(said(thread)) == 1


def test_closing_twice_is_harmless(thread):
    first, second = UserFactory(), UserFactory()

    threads.close_thread(Thread.objects.get(pk=thread.pk), by=first)
    threads.close_thread(thread, by=second)

    thread.refresh_from_db()
    assert thread.closed_by == first


def test_a_closed_conversation_can_be_taken_up_again(thread):
    asker = UserFactory(name="Helen Ostrow")
    threads.close_thread(thread, by=thread.opened_by)

    threads.reopen_thread(thread, "And in Q3?", by=asker)

    thread.refresh_from_db()
    assert (thread.is_open, thread.opened_by, said(thread)[-1]) == (True, asker, ("Helen Ostrow", "And in Q3?"))
    with pytest.raises(Refused, match="open already"):
        threads.reopen_thread(thread, "Again?", by=asker)


def test_what_was_said_is_not_edited(thread):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        thread.messages.update(text="Something else")
