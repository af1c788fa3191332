"""The worker reminds, in the mail and on My tasks, until the return is in."""

from datetime import date

import pytest
from django.core import mail
from playwright.sync_api import expect

from lscb.core.reminders import remind
from tests.factories.indicators import ReturnFactory
from tests.journeys.accessibility import arrive
from tests.journeys.worlds import ask

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# The return is due on Wednesday 28 October 2026; the clocks go back on the Sunday before.
DAYS = [date(2026, 10, 1 + day) for day in range(31)]


def letters(day: date) -> list[str]:
    """What beat and the worker send on a day, however often beat ticks."""
    mail.outbox.clear()
    for _tick in range(2):
        remind(today=day)
    return [f"{letter.to[0]}: {letter.subject}" for letter in mail.outbox]


def test_each_rung_once_and_no_more_once_it_is_handed_in(page, sign_in, time_machine):
    vale = ask()
    marcus = vale.lead.email

    sent = {day: letters(day) for day in DAYS if day < date(2026, 10, 28)}

    what = "Indicator return, Q2 2026–27"
    assert {day: found for day, found in sent.items() if found} == {
        date(2026, 10, 14): [f"{marcus}: {what}: due Wednesday 28 October 2026, in 14 days"],
        date(2026, 10, 21): [f"{marcus}: {what}: due Wednesday 28 October 2026, in 7 days"],
        date(2026, 10, 27): [f"{marcus}: {what}: due Wednesday 28 October 2026, in 1 day"],
    }

    # On the day itself the letter and My tasks say the same, and the letter leads to the return.
    time_machine.move_to("2026-10-28 09:00:00+00:00")
    assert letters(date(2026, 10, 28)) == [f"{marcus}: {what}: due today, Wednesday 28 October 2026"]
    sign_in(vale.lead)
    arrive(page, "My tasks")
    expect(page.get_by_role("listitem").filter(has_text="Vale Community Health")).to_contain_text("Today")

    # A week late, and still reminded.
    time_machine.move_to("2026-11-04 09:00:00+00:00")
    [letter] = letters(date(2026, 11, 4))
    assert letter == f"{marcus}: {what}: was due Wednesday 28 October 2026, 7 days ago"
    sign_in(vale.lead)
    arrive(page, "My tasks")
    expect(page.get_by_role("heading", name="Overdue")).to_be_visible()
    expect(page.get_by_text("7 days late")).to_be_visible()
    [link] = [word for word in mail.outbox[0].body.split() if word.startswith("http")]
    page.goto(link)
    arrive(page, "Indicator return, July to September 2026")

    # Handing it in ends it.
    page.get_by_role("link", name="Fill in this return").click()
    page.get_by_label("Nothing to report for this period").check()
    page.get_by_role("button", name="Check before submitting").click()
    arrive(page, "Check before submitting")
    expect(page.get_by_text("It can still be submitted, and is marked late.")).to_be_visible()
    page.get_by_role("button", name="Submit to the Board's office").click()
    expect(page.get_by_text(", late.")).to_be_visible()
    page.get_by_role("link", name="My tasks").click()
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    assert [letters(date(2026, 11, day)) for day in range(5, 28)] == [[]] * 23


def test_what_was_missed_comes_as_one_letter_on_the_next_working_day(page, sign_in, time_machine):
    vale = ask()
    ReturnFactory(agency=vale.agency, period__starts_on="2026-04-01", period__ends_on="2026-06-30")

    # From Saturday to Monday: nobody is written to at the weekend, and two returns are one letter.
    assert [letters(date(2026, 10, day)) for day in (17, 18)] == [[], []]
    assert letters(date(2026, 10, 19)) == [f"{vale.lead.email}: 2 things are waiting for you"]

    time_machine.move_to("2026-10-19 09:00:00+00:00")
    sign_in(vale.lead)
    arrive(page, "My tasks")
    tasks = page.get_by_role("listitem").filter(has_text="28 October")
    assert [name in mail.outbox[0].body for name in tasks.get_by_role("heading").all_inner_texts()] == [True, True]
