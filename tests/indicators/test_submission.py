"""Handing a return in."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from indicators.actions.submission import NotReady, SavedSince, stamp_of, submit_return
from indicators.models import Figure, FigureRevision, IndicatorReturn, Submission
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent, Notification
from tests.factories.board import agency_lead, analyst, manager
from tests.factories.indicators import PublishedFigureFactory
from tests.factories.returns import desk

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 20)


def submit(item, *, by, today=TODAY, stamp=None):
    return submit_return(IndicatorReturn.objects.visible_to(by), item.pk, by=by, today=today, stamp=stamp)


def filled(**fields):
    at = desk(**fields)
    at.figure(given=True)
    return at


def test_submitting_stamps_freezes_and_receipts():
    at = filled(commentary="A quiet quarter.")
    at.figure(order=1, missing_reason="not_collected", commentary="Held by the council.")

    submission = submit(at.item, by=at.lead)

    at.item.refresh_from_db()
    assert (at.item.status, at.item.submitted_by, at.item.first_submitted_on) == ("submitted", at.lead, TODAY)
    assert (submission.reference, submission.is_late, submission.on_behalf) == (
        f"IR-2026Q2-{at.item.pk:03}-1",
        False,
        False,
    )
    assert submission.content["commentary"] == "A quiet quarter."
    assert [(row["numerator"], row["value"], row["words"]) for row in submission.content["rows"]] == [
        ("45", "75", "75.0%"),
        (None, None, "—"),
    ]
    assert [event.verb for event in ActivityEvent.objects.all()] == ["return.submitted"]


@pytest.mark.parametrize(
    ("frequency", "starts_on", "ends_on", "part"),
    [
        ("quarter", date(2026, 1, 1), date(2026, 3, 31), "2025Q4"),
        ("month", date(2026, 7, 1), date(2026, 7, 31), "2026JUL"),
        ("year", date(2025, 4, 1), date(2026, 3, 31), "2025"),
        ("half_year", date(2026, 4, 1), date(2026, 9, 30), "2026H1"),
        ("term", date(2026, 4, 1), date(2026, 8, 31), "2026SUMMER"),
    ],
)
def test_the_reference_names_period_return_and_turn(frequency, starts_on, ends_on, part):
    at = filled(period__data_set__frequency=frequency, period__starts_on=starts_on, period__ends_on=ends_on)

    assert submit(at.item, by=at.lead).reference == f"IR-{part}-{at.item.pk:03}-1"


def test_people_are_told_once_each(django_capture_on_commit_callbacks):
    at, officers = desk(), [manager(), analyst()]
    # Counts so large that no reference or address holds them by chance.
    counts = {"numerator": 48219, "denominator": 64292}
    at.figure(given=True, **counts, **{f"{name}_text": f"{count:,}" for name, count in counts.items()})
    agency_lead(name="Of another agency")

    with django_capture_on_commit_callbacks(execute=True):
        reference = submit(at.item, by=at.lead).reference

    told = {message.to[0]: message.subject for message in mail.outbox}
    assert told == {
        at.lead.email: f"Receipt {reference}: {at.item}",
        officers[0].email: f"Submitted: {at.item}",
        officers[1].email: f"Submitted: {at.item}",
    }
    assert len(mail.outbox) == 3
    words = ("48219", "48,219", "64292", "64,292", "75.0")
    assert [word for message in mail.outbox for word in words if word in message.subject + message.body] == []


def test_the_manager_may_submit_for_an_agency_and_its_leads_are_told():
    at, officer = filled(), manager()

    submission = submit(at.item, by=officer)

    assert submission.on_behalf is True
    assert [event.verb for event in ActivityEvent.objects.all()] == ["return.submitted_for"]
    assert list(Notification.objects.filter(recipient=at.lead).values_list("subject", flat=True)) == [
        f"Submitted for you: {at.item}"
    ]


def test_submitting_twice_gives_the_same_receipt():
    at = filled()

    first, second = submit(at.item, by=at.lead), submit(at.item, by=at.lead)

    assert first == second
    assert (Submission.objects.count(), Notification.objects.count(), ActivityEvent.objects.count()) == (1, 1, 1)


def test_a_return_sent_back_is_submitted_again_under_a_new_number_and_keeps_its_first_day():
    at = filled()
    submit(at.item, by=at.lead)
    IndicatorReturn.objects.update(status="sent_back", sent_back_reason="H1 counts twice.")

    again = submit(at.item, by=at.lead, today=date(2026, 11, 2))

    at.item.refresh_from_db()
    assert (again.number, again.is_late, at.item.first_submitted_on) == (2, False, TODAY)


@pytest.mark.parametrize(("today", "is_late"), [(date(2026, 10, 28), False), (date(2026, 10, 29), True)])
def test_lateness_is_counted_from_the_due_date(today, is_late):
    assert submit((at := filled()).item, by=at.lead, today=today).is_late is is_late


def test_nothing_is_taken_after_the_lock_date():
    at = filled()

    with pytest.raises(Refused, match="were taken until 27 November 2026"):
        submit(at.item, by=at.lead, today=date(2026, 11, 28))

    assert not Submission.objects.exists()


def test_nothing_is_taken_once_the_period_is_closed():
    at = filled(period__closed_at=timezone.now(), period__closed_by=manager())

    with pytest.raises(Refused, match="was closed on"):
        submit(at.item, by=at.lead)


def test_an_accepted_return_is_not_submitted_again():
    at = filled()
    submit(at.item, by=at.lead)
    IndicatorReturn.objects.update(status="accepted", accepted_at=timezone.now(), accepted_by=manager())

    with pytest.raises(Refused, match="The Board has accepted this return"):
        submit(at.item, by=at.lead)


def test_what_is_missing_wrong_or_unexplained_is_in_the_way():
    at = desk()
    at.figure(order=1, indicator__code="H1")
    at.figure(order=2, indicator__code="H2", numerator_text="61", denominator_text="60")
    unlike = at.figure(order=3, indicator__code="H3", given=True)
    for starts_on, ends_on in (
        ("2025-10-01", "2025-12-31"),
        ("2026-01-01", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
    ):
        PublishedFigureFactory(
            indicator=unlike.indicator, starts_on=starts_on, ends_on=ends_on, numerator=9, denominator=10
        )

    with pytest.raises(NotReady) as refusal:
        submit(at.item, by=at.lead)

    assert [(problem.row.figure.indicator.code, problem.sentence) for problem in refusal.value.found] == [
        ("H1", "Enter a figure, or choose why there is none."),
        ("H2", "The numerator, 61, is larger than the denominator, 60. Check both."),
        (
            "H3",
            "75.0% is unlike the last 3 figures, which were all 90.0%. Check it, or say why it is right.",
        ),
    ]
    at.item.refresh_from_db()
    assert at.item.status == "open"


def test_an_explained_warning_is_not_in_the_way():
    at = desk()
    at.figure(numerator_text="0", denominator_text="0", explanation="Nobody was referred.")
    Figure.objects.update(numerator=0, denominator=0, state="given")

    assert submit(at.item, by=at.lead).content["rows"][0]["explanation"] == "Nobody was referred."


def test_a_nil_return_answers_every_empty_row_and_no_other():
    at = filled(is_nil=True)
    empty = at.figure(order=1)

    submit(at.item, by=at.lead)

    assert list(Figure.objects.order_by("order").values_list("missing_reason", flat=True)) == ["", "nothing_to_report"]
    assert list(FigureRevision.objects.values_list("figure", "version")) == [(empty.pk, 1)]


def test_a_nil_mark_does_not_hide_a_mistake():
    at = desk(is_nil=True)
    at.figure(numerator_text="many", denominator_text="60")

    with pytest.raises(NotReady):
        submit(at.item, by=at.lead)


def test_what_is_submitted_is_what_was_looked_at():
    at = filled()
    seen = stamp_of(at.item, list(at.item.figures.all()))
    Figure.objects.update(version=1)

    with pytest.raises(SavedSince):
        submit(at.item, by=at.lead, stamp=seen)


def test_a_contributor_does_not_submit():
    at = filled()
    at.figure(delegated_to=at.colleague)

    with pytest.raises(PermissionDenied):
        submit(at.item, by=at.colleague)


def test_another_agencys_return_does_not_exist():
    at = filled()
    assert IndicatorReturn.objects.visible_to(at.lead).get() == at.item

    with pytest.raises(IndicatorReturn.DoesNotExist):
        submit(at.item, by=agency_lead())
