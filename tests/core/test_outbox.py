from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError
from django.utils import timezone

from lscb.core import letters, outbox, tasks
from lscb.core.models import Notification
from lscb.core.outbox import CLAIM, GIVE_UP_AFTER, Outcome
from tests.factories.core import NotificationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HERE = "tests.core.test_outbox"


class DownBackend(BaseEmailBackend):
    """A mail server that nobody answers at."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("nobody there")


class PickyBackend(BaseEmailBackend):
    """A mail server that knows everyone but Ann."""

    def send_messages(self, email_messages):
        for message in email_messages:
            if message.to == ["ann@example.org"]:
                raise SMTPRecipientsRefused({"ann@example.org": (550, b"no such user")})
            mail.outbox.append(message)


def queue(*people, key="k", subject="A subject", **fields):
    return outbox.queue(recipients=people or [UserFactory()], dedupe_key=key, subject=subject, body="Words", **fields)


def test_queueing_twice_owes_one_message(django_capture_on_commit_callbacks):
    person = UserFactory()

    with django_capture_on_commit_callbacks(execute=True):
        [first] = queue(person)
        [second] = queue(person)

    assert first == second
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_one_person_named_twice_is_told_once():
    person = UserFactory()

    assert len(queue(person, person)) == 1


def test_people_who_are_not_active_are_told_nothing():
    active, gone = UserFactory(), UserFactory(is_active=False)

    assert [note.recipient for note in queue(active, gone)] == [active]
    assert Notification.objects.count() == 1


def test_whoever_is_deactivated_meanwhile_is_told_nothing():
    [note] = queue()
    note.recipient.is_active = False
    note.recipient.save()

    assert outbox.deliver(note.pk, now=NOW) is Outcome.NOT_OURS

    note.refresh_from_db()
    assert (note.given_up_at, note.last_error, mail.outbox) == (NOW, "", [])
    assert not Notification.objects.undelivered().exists()


@pytest.mark.parametrize("count", [1, 5])
def test_queueing_takes_as_many_queries_for_one_as_for_five(count, django_assert_num_queries):
    people = UserFactory.create_batch(count)

    with django_assert_num_queries(2):
        notes = queue(*people)

    assert [note.recipient for note in notes] == people


def test_a_message_tells_what_it_is_about():
    person = UserFactory()

    [note] = queue(subject="Two\nlines  of " + "x" * 300, about=person)

    assert (note.object_type, note.object_id) == ("core.user", person.pk)
    assert (note.subject[:13], len(note.subject)) == ("Two lines of ", 200)


def test_a_message_is_sent_once_however_often_the_task_runs():
    [note] = queue()

    outcomes = [outbox.deliver(note.pk, now=NOW) for _ in range(3)]

    assert outcomes == [Outcome.SENT, Outcome.NOT_OURS, Outcome.NOT_OURS]
    assert len(mail.outbox) == 1


def test_what_another_worker_is_sending_is_left_to_it():
    [note] = queue()
    Notification.objects.update(claimed_until=NOW + CLAIM)

    assert outbox.deliver(note.pk, now=NOW) is Outcome.NOT_OURS
    assert outbox.deliver(note.pk, now=NOW + CLAIM + timedelta(seconds=1)) is Outcome.SENT


def test_a_claim_made_under_a_clock_that_was_days_ahead_is_not_waited_for():
    note = NotificationFactory(claimed_until=NOW + timedelta(days=2))

    assert outbox.deliver(note.pk, now=NOW) is Outcome.SENT


def test_a_message_whose_nudge_was_lost_is_rescued_by_the_sweep(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():  # never run: the nudge is lost
        queue()
    assert mail.outbox == []

    tasks.sweep_outbox()

    assert len(mail.outbox) == 1


def failures(note, outcome):
    """Tried as often as may be: the minutes waited after each time."""
    waits, now = [], NOW
    for _ in range(GIVE_UP_AFTER):
        assert outbox.deliver(note.pk, now=now) is outcome
        note.refresh_from_db()
        waits.append((note.claimed_until - now) // timedelta(minutes=1))
        assert outbox.deliver(note.pk, now=now) is Outcome.NOT_OURS
        now = note.claimed_until + timedelta(seconds=1)
    return waits, now


def test_refusals_wait_longer_each_time_until_the_manager_is_left_to_see_to_it(settings):
    settings.EMAIL_BACKEND = f"{HERE}.PickyBackend"
    [note] = queue(UserFactory(email="ann@example.org"))

    waits, now = failures(note, Outcome.REFUSED)

    assert waits == [2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240, 240]
    assert note.given_up_at is not None
    assert outbox.overdue(now=now) == []
    assert list(Notification.objects.undelivered()) == [note]


def test_a_server_that_is_away_for_days_loses_no_message(settings):
    settings.EMAIL_BACKEND = f"{HERE}.DownBackend"
    [note] = queue()

    _waits, now = failures(note, Outcome.SERVER_DOWN)

    assert note.given_up_at is None
    assert outbox.overdue(now=now) == [note.pk]
    assert list(Notification.objects.undelivered()) == [note]


def test_a_message_goes_out_when_the_mail_server_is_back(settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    [note] = queue()
    settings.EMAIL_BACKEND = f"{HERE}.DownBackend"
    tasks.sweep_outbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tasks.sweep_outbox()
    assert mail.outbox == []

    time_machine.shift(timedelta(minutes=3))
    tasks.sweep_outbox()

    note.refresh_from_db()
    assert (len(mail.outbox), note.last_error, note.attempts) == (1, "", 2)


def test_a_sweep_stops_at_the_first_sign_that_the_server_is_down(settings):
    queue(*UserFactory.create_batch(3))
    settings.EMAIL_BACKEND = f"{HERE}.DownBackend"

    assert outbox.sweep() == 0

    assert sorted(Notification.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_one_refused_address_does_not_hold_up_the_others(settings):
    ann, bea = UserFactory(email="ann@example.org"), UserFactory()
    queue(ann, bea)
    settings.EMAIL_BACKEND = f"{HERE}.PickyBackend"

    assert outbox.sweep() == 1

    [undelivered] = Notification.objects.undelivered()
    assert (undelivered.recipient, undelivered.last_error) == (ann, "550 no such user")
    assert [message.to for message in mail.outbox] == [[bea.email]]


class FullBackend(BaseEmailBackend):
    """A mail server that has had enough of this message."""

    def send_messages(self, email_messages):
        raise SMTPDataError(552, b"too large\xff")


def test_what_the_mail_server_said_is_kept_in_its_words(settings):
    [note] = queue()
    settings.EMAIL_BACKEND = f"{HERE}.FullBackend"

    assert outbox.deliver(note.pk, now=NOW) is Outcome.REFUSED

    note.refresh_from_db()
    assert note.last_error == "552 too large\N{REPLACEMENT CHARACTER}"


def test_a_message_that_was_given_up_can_be_sent_again(django_capture_on_commit_callbacks):
    [note] = queue()
    Notification.objects.update(given_up_at=NOW, attempts=12, last_error="no such user")

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_again(note)

    note.refresh_from_db()
    assert (note.given_up_at, note.attempts, note.last_error, note.sent_at is None) == (None, 1, "", False)


def test_sending_a_delivered_message_again_does_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        [note] = queue()
        outbox.send_again(note)

    assert len(mail.outbox) == 1


# Links that work once


LINK = "http://testserver/join/secret-token/"


def with_link(person):
    body = f"Follow this:\n\n{letters.ONE_TIME_LINK}\n"
    [note] = outbox.queue(recipients=[person], dedupe_key="k", subject="Come in", body=body, one_time_link=LINK)
    return note


def test_a_link_that_works_once_is_sent_and_then_forgotten():
    note = with_link(UserFactory())

    outbox.deliver(note.pk, now=NOW)

    note.refresh_from_db()
    assert LINK in mail.outbox[0].body
    assert f'href="{LINK}"' in mail.outbox[0].alternatives[0].content
    assert (note.one_time_link, note.body) == ("", f"Follow this:\n\n{letters.ONE_TIME_LINK}\n")


def test_a_message_that_was_refused_still_has_its_link_for_the_next_try(settings):
    note = with_link(UserFactory(email="ann@example.org"))
    settings.EMAIL_BACKEND = f"{HERE}.PickyBackend"
    outbox.deliver(note.pk, now=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    outbox.send_again(Notification.objects.get())
    outbox.deliver(note.pk, now=NOW)

    assert LINK in mail.outbox[0].body


def test_no_row_is_both_sent_and_a_way_in():
    note = with_link(UserFactory())

    with pytest.raises(IntegrityError):
        Notification.objects.filter(pk=note.pk).update(sent_at=NOW)
