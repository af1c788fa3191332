from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from board.enums import Role
from indicators.actions import review as actions
from indicators.enums import ReturnStatus
from indicators.models import PublishedFigure
from lscb.core.exceptions import Conflict, Refused, TransitionError
from lscb.core.models import ActivityEvent, Message, Notification
from tests.factories.board import agency_lead, analyst, board_member, independent_chair, manager, person_with
from tests.factories.indicators import FigureFactory, ReturnFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 22)


def verbs():
    return list(ActivityEvent.objects.order_by("pk").values_list("verb", flat=True))


def own_officer(agency):
    """The Board's manager who also leads the agency."""
    officer = manager()
    officer.appointments.create(role=Role.AGENCY_LEAD, agency=agency, starts_on=date(2020, 4, 1))
    return officer


@pytest.fixture
def figure():
    return FigureFactory(indicator_return__submitted=True, given=True)


# Accept


def test_accepting_stamps_publishes_records_and_tells_the_leads(figure, django_capture_on_commit_callbacks):
    item, officer = figure.indicator_return, analyst()
    lead = agency_lead(item.agency)

    with django_capture_on_commit_callbacks(execute=True):
        actions.accept_return(item, by=officer, today=TODAY)

    item.refresh_from_db()
    assert (item.status, item.accepted_by) == (ReturnStatus.ACCEPTED, officer)
    assert [row.figure for row in PublishedFigure.objects.all()] == [figure]
    assert PublishedFigure.objects.get().published_at == item.accepted_at
    assert verbs() == ["return.accepted"]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([lead.email], f"Accepted: {item.agency}'s return for Q2 2026–27")
    ]


def test_accepting_twice_is_one_acceptance(figure):
    first, second = analyst(), manager()
    actions.accept_return(figure.indicator_return, by=first, today=TODAY)

    with pytest.raises(Refused, match=f"{first} has accepted this return already"):
        actions.accept_return(figure.indicator_return, by=second, today=TODAY)

    figure.indicator_return.refresh_from_db()
    assert figure.indicator_return.accepted_by == first
    assert (PublishedFigure.objects.count(), verbs()) == (1, ["return.accepted"])


@pytest.mark.parametrize("trait", [{}, {"sent_back": True}])
def test_only_what_is_submitted_can_be_accepted(trait):
    with pytest.raises(TransitionError):
        actions.accept_return(ReturnFactory(**trait), by=manager(), today=TODAY)

    assert not PublishedFigure.objects.exists()


def test_an_open_query_holds_acceptance_up(figure):
    officer = manager()
    actions.query_figure(figure, "Is it 45?", by=officer, today=TODAY)

    with pytest.raises(Refused, match="A query is still open"):
        actions.accept_return(figure.indicator_return, by=officer, today=TODAY)

    actions.close_query(figure, by=officer)
    assert actions.accept_return(figure.indicator_return, by=officer, today=TODAY).status == ReturnStatus.ACCEPTED


def test_a_return_handed_in_again_since_it_was_read_is_not_accepted_unread(figure):
    item = figure.indicator_return

    with pytest.raises(Conflict, match="submitted this return again since you opened the page"):
        actions.accept_return(item, by=manager(), today=TODAY, seen="2026-10-19T08:00:00+00:00")

    accepted = actions.accept_return(item, by=manager(), today=TODAY, seen=actions.seen_mark(item))
    assert accepted.status == ReturnStatus.ACCEPTED


@pytest.mark.parametrize("person", [agency_lead, board_member, independent_chair])
def test_only_officers_accept(person, figure):
    with pytest.raises(PermissionDenied):
        actions.accept_return(figure.indicator_return, by=person(), today=TODAY)


@pytest.mark.parametrize(
    "act",
    [
        lambda figure, by: actions.accept_return(figure.indicator_return, by=by, today=TODAY),
        lambda figure, by: actions.send_back_return(figure.indicator_return, "Row 2", by=by, today=TODAY),
        lambda figure, by: actions.query_figure(figure, "Why?", by=by, today=TODAY),
        lambda figure, by: actions.close_query(figure, by=by),
    ],
)
def test_nobody_reviews_their_own_agencys_return(act, figure):
    with pytest.raises(PermissionDenied):
        act(figure, own_officer(figure.indicator_return.agency))

    assert verbs() == []


# Send back


@pytest.mark.parametrize("trait", ["submitted", "accepted"])
def test_sending_back_takes_a_reason_and_tells_the_leads(trait, django_capture_on_commit_callbacks):
    item = ReturnFactory(**{trait: True})
    lead = agency_lead(item.agency)

    with django_capture_on_commit_callbacks(execute=True):
        actions.send_back_return(item, " Row 2 counts boys only. ", by=manager(), today=TODAY)

    item.refresh_from_db()
    assert (item.status, item.sent_back_reason) == (ReturnStatus.SENT_BACK, "Row 2 counts boys only.")
    assert (item.accepted_at, item.accepted_by) == (None, None)
    assert [message.to for message in mail.outbox] == [[lead.email]]
    assert "boys" not in mail.outbox[0].body
    assert verbs() == ["return.sent_back"]


def test_sending_back_without_a_reason_is_refused():
    with pytest.raises(Refused, match="Write why you send the return back"):
        actions.send_back_return(ReturnFactory(submitted=True), "  ", by=manager(), today=TODAY)


def test_sending_back_twice_is_refused_in_words():
    item = ReturnFactory(submitted=True)
    actions.send_back_return(item, "Row 2", by=manager(), today=TODAY)

    with pytest.raises(Refused, match="sent back already"):
        actions.send_back_return(item, "Row 3", by=analyst(), today=TODAY)


def test_what_was_never_handed_in_is_not_sent_back():
    with pytest.raises(TransitionError):
        actions.send_back_return(ReturnFactory(), "Row 2", by=manager(), today=TODAY)


def test_a_return_is_not_sent_back_into_a_period_that_takes_nothing():
    item = ReturnFactory(submitted=True)

    with pytest.raises(Refused, match="this period is locked"):
        actions.send_back_return(item, "Row 2", by=manager(), today=date(2026, 11, 28))

    item.refresh_from_db()
    assert item.status == ReturnStatus.SUBMITTED


def test_accepted_figures_stay_published_while_a_correction_is_awaited(figure):
    officer = manager()
    actions.accept_return(figure.indicator_return, by=officer, today=TODAY)

    actions.send_back_return(figure.indicator_return, "Row 2", by=officer, today=TODAY)

    assert [row.numerator for row in PublishedFigure.objects.current()] == [45]


def test_each_acceptance_and_each_sending_back_is_told_of(figure):
    item, officer = figure.indicator_return, manager()
    agency_lead(item.agency)

    for _ in range(2):
        actions.accept_return(item, by=officer, today=TODAY)
        item = actions.send_back_return(item, "Row 2", by=officer, today=TODAY)
        type(item).objects.filter(pk=item.pk).update(status=ReturnStatus.SUBMITTED)

    assert Notification.objects.count() == 4


# Query


def test_a_query_opens_a_conversation_and_the_return_stays_submitted(figure, django_capture_on_commit_callbacks):
    item, officer = figure.indicator_return, manager()
    lead = agency_lead(item.agency)

    with django_capture_on_commit_callbacks(execute=True):
        actions.query_figure(figure, "Is 45 right?", by=officer, today=TODAY)

    figure.refresh_from_db()
    item.refresh_from_db()
    assert [(said.by, said.text) for said in figure.thread.messages.all()] == [(officer, "Is 45 right?")]
    assert (figure.thread.is_open, item.status) == (True, ReturnStatus.SUBMITTED)
    assert [message.to for message in mail.outbox] == [[lead.email]]
    assert "Is 45 right?" not in mail.outbox[0].body
    assert verbs() == ["figure.queried"]


def test_the_agency_answers_and_whoever_asked_is_told(figure, django_capture_on_commit_callbacks):
    officer, lead = manager(), agency_lead(figure.indicator_return.agency)
    actions.query_figure(figure, "Is 45 right?", by=officer, today=TODAY)

    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_query(figure, "Yes: the new team.", by=lead, today=TODAY)

    assert [said.by for said in Message.objects.order_by("pk")] == [officer, lead]
    assert [message.to for message in mail.outbox] == [[officer.email]]
    assert verbs() == ["figure.queried", "figure.answered"]


def test_the_colleague_who_was_handed_the_row_may_answer(figure):
    colleague = person_with(Role.AGENCY_CONTRIBUTOR, agency=figure.indicator_return.agency)
    actions.query_figure(figure, "Is 45 right?", by=manager(), today=TODAY)

    with pytest.raises(PermissionDenied):
        actions.answer_query(figure, "Yes.", by=colleague, today=TODAY)
    type(figure).objects.filter(pk=figure.pk).update(delegated_to=colleague)
    actions.answer_query(figure, "Yes.", by=colleague, today=TODAY)

    assert Message.objects.count() == 2


@pytest.mark.parametrize("person", [agency_lead, board_member])
def test_people_of_neither_side_say_nothing(person, figure):
    actions.query_figure(figure, "Is 45 right?", by=manager(), today=TODAY)

    with pytest.raises(PermissionDenied):
        actions.answer_query(figure, "Let me tell you.", by=person(), today=TODAY)


def test_a_closed_query_takes_no_answer_and_closes_once(figure):
    officer, lead = manager(), agency_lead(figure.indicator_return.agency)
    actions.query_figure(figure, "Is 45 right?", by=officer, today=TODAY)
    actions.close_query(figure, by=officer)

    with pytest.raises(Refused, match="This query is closed, so nothing was added"):
        actions.answer_query(figure, "Yes.", by=lead, today=TODAY)
    with pytest.raises(Refused, match="This query is closed already"):
        actions.close_query(figure, by=officer)


def test_asking_again_about_a_figure_opens_the_same_conversation_anew(figure):
    first, second = manager(), analyst()
    actions.query_figure(figure, "Is 45 right?", by=first, today=TODAY)
    actions.close_query(figure, by=first)

    actions.query_figure(figure, "And 60?", by=second, today=TODAY)

    figure.refresh_from_db()
    assert (figure.thread.is_open, figure.thread.opened_by) == (True, second)
    assert [said.text for said in figure.thread.messages.all()] == ["Is 45 right?", "And 60?"]


def test_two_officers_asking_at_once_share_one_conversation(figure):
    actions.query_figure(figure, "Is 45 right?", by=manager(), today=TODAY)
    actions.query_figure(figure, "And 60?", by=analyst(), today=TODAY)

    figure.refresh_from_db()
    assert figure.thread.messages.count() == 2


@pytest.mark.parametrize("trait", [{}, {"sent_back": True}, {"accepted": True}])
def test_figures_are_queried_only_while_the_return_is_submitted(trait):
    figure = FigureFactory(indicator_return=ReturnFactory(**trait))

    with pytest.raises(Refused, match="Figures can be queried"):
        actions.query_figure(figure, "Is it right?", by=manager(), today=TODAY)


def test_an_empty_query_is_refused(figure):
    with pytest.raises(Refused):
        actions.query_figure(figure, " \n ", by=manager(), today=TODAY)

    figure.refresh_from_db()
    assert figure.thread is None
