"""Saving a row: what is kept, what is logged, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from indicators.actions.entry import FigureConflict, ReturnConflict, keep_row, save_figure, save_whole
from indicators.models import Figure, FigureRevision, IndicatorReturn
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import agency_lead, analyst, manager
from tests.factories.returns import desk
from tests.indicators.test_reading import WRONG

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 20)


def save(figure, *, by, version=0, today=TODAY, **texts):
    return save_figure(Figure.objects.visible_to(by), figure.pk, texts, version=version, by=by, today=today)


def save_all(item, *, by, version=0, today=TODAY, commentary="", is_nil=False):
    visible = IndicatorReturn.objects.visible_to(by)
    return save_whole(visible, item.pk, commentary=commentary, is_nil=is_nil, version=version, by=by, today=today)


def test_a_row_is_kept_as_typed_and_as_read():
    at = desk()
    figure = at.figure()

    save(figure, by=at.lead, numerator_text="1,045", denominator_text="1,204", commentary="Counted twice.")

    figure.refresh_from_db()
    assert (figure.numerator_text, figure.denominator_text, figure.commentary) == ("1,045", "1,204", "Counted twice.")
    assert (figure.numerator, figure.denominator, figure.value, figure.state) == (1045, 1204, None, "given")
    assert (figure.version, figure.saved_by, figure.is_answered) == (1, at.lead, True)


def test_every_save_is_a_revision():
    at = desk()
    figure = at.figure()

    save(figure, by=at.lead, numerator_text="4")
    save(figure, by=at.lead, version=1, numerator_text="45")

    revisions = FigureRevision.objects.order_by("version")
    assert [(one.version, one.texts["numerator_text"], one.saved_by) for one in revisions] == [
        (1, "4", at.lead),
        (2, "45", at.lead),
    ]


@pytest.mark.parametrize(("numerator", "denominator", "_sentence"), WRONG)
def test_a_wrong_entry_is_kept_as_text_and_never_as_a_number(numerator, denominator, _sentence):
    at = desk()
    figure = at.figure(given=True)

    save(figure, by=at.lead, numerator_text=numerator, denominator_text=denominator)

    figure.refresh_from_db()
    assert (figure.numerator_text, figure.denominator_text) == (numerator, denominator)
    assert (figure.numerator, figure.denominator, figure.value, figure.state) == (None, None, None, "not_supplied")


def test_the_same_words_again_change_nothing():
    at = desk()
    figure = at.figure()
    save(figure, by=at.lead, numerator_text="45")

    save(figure, by=at.lead, version=0, numerator_text="45")

    figure.refresh_from_db()
    assert (figure.version, FigureRevision.objects.count()) == (1, 1)


def test_an_hour_of_saves_is_one_line_of_the_log_for_each_person(time_machine):
    at = desk()
    figure = at.figure(delegated_to=at.colleague)
    for version, (minute, person) in enumerate([(0, at.lead), (10, at.lead), (11, at.colleague), (29, at.lead)]):
        time_machine.move_to(f"2026-10-20 09:{minute:02}:00+00:00", tick=False)
        save(figure, by=person, version=version, numerator_text=str(version))

    assert list(ActivityEvent.objects.values_list("verb", "by").order_by("pk")) == [
        ("return.edited", at.lead.pk),
        ("return.edited", at.colleague.pk),
    ]


def test_a_later_spell_of_work_is_another_line(time_machine):
    at = desk()
    figure = at.figure()
    for version, hour in enumerate((9, 14)):
        time_machine.move_to(f"2026-10-20 {hour:02}:00:00+00:00", tick=False)
        save(figure, by=at.lead, version=version, numerator_text=str(version))

    assert ActivityEvent.objects.filter(verb="return.edited").count() == 2


def test_a_row_somebody_saved_meanwhile_is_not_overwritten():
    at = desk()
    figure = at.figure(delegated_to=at.colleague)
    save(figure, by=at.colleague, numerator_text="45")

    with pytest.raises(FigureConflict) as conflict:
        save(figure, by=at.lead, version=0, numerator_text="54")

    figure.refresh_from_db()
    assert (figure.numerator_text, figure.version) == ("45", 1)
    assert (conflict.value.theirs, conflict.value.theirs.saved_by) == (figure, at.colleague)


def test_a_row_read_before_another_save_was_done_is_not_overwritten():
    """What waiting for the return's lock leaves behind: a row as it was before the wait."""
    at = desk()
    figure = at.figure()
    read_before = Figure.objects.with_return().get()
    save(figure, by=at.lead, numerator_text="45")

    with pytest.raises(FigureConflict):
        keep_row(read_before, {"numerator_text": "54"}, by=at.lead)

    figure.refresh_from_db()
    assert (figure.numerator_text, figure.version) == ("45", 1)


def test_a_version_nobody_has_seen_is_a_conflict_too():
    at = desk()
    figure = at.figure()

    with pytest.raises(FigureConflict):
        save(figure, by=at.lead, version=-1, numerator_text="45")


def test_another_agencys_row_does_not_exist():
    at = desk()
    figure = at.figure(given=True)
    stranger = agency_lead()
    assert Figure.objects.visible_to(at.lead).get() == figure

    with pytest.raises(Figure.DoesNotExist):
        save(figure, by=stranger, numerator_text="1")


def test_a_contributor_saves_only_rows_handed_to_them():
    at = desk()
    mine, other = at.figure(delegated_to=at.colleague), at.figure()

    save(mine, by=at.colleague, numerator_text="45")
    with pytest.raises(Figure.DoesNotExist):
        save(other, by=at.colleague, numerator_text="45")

    other.refresh_from_db()
    assert (other.numerator_text, other.version) == ("", 0)


def test_the_analyst_reads_and_does_not_fill_in():
    at = desk()

    with pytest.raises(PermissionDenied):
        save(at.figure(), by=analyst(), numerator_text="45")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "submitted"}, "Marcus Adeyemi submitted this return on 19 October 2026 at 10:40, so it cannot be"),
        ({"status": "accepted"}, "The Board has accepted this return, so it cannot be changed."),
    ],
)
def test_a_return_handed_in_takes_no_more(fields, sentence, time_machine):
    at = desk()
    figure = at.figure()
    time_machine.move_to("2026-10-19 09:40:00+00:00", tick=False)
    stamps = {"submitted_at": timezone.now(), "submitted_by": at.lead}
    if fields["status"] == "accepted":
        stamps |= {"accepted_at": timezone.now(), "accepted_by": at.lead}
    IndicatorReturn.objects.filter(pk=at.item.pk).update(**fields, **stamps)

    with pytest.raises(Refused, match=sentence):
        save(figure, by=at.lead, numerator_text="45")

    figure.refresh_from_db()
    assert figure.numerator_text == ""


def test_late_figures_are_taken_until_the_lock_date_and_not_after():
    at = desk()
    figure = at.figure()

    save(figure, by=at.lead, today=date(2026, 11, 27), numerator_text="45")
    with pytest.raises(Refused, match="Late figures for Q2 2026–27 were taken until 27 November 2026"):
        save(figure, by=at.lead, version=1, today=date(2026, 11, 28), numerator_text="46")


def test_a_closed_period_takes_no_more(time_machine):
    time_machine.move_to("2026-10-19 09:40:00+00:00", tick=False)
    at = desk(period__closed_at=timezone.now(), period__closed_by=manager())

    with pytest.raises(Refused, match="Q2 2026–27 was closed on 19 October 2026 at 10:40"):
        save(at.figure(), by=at.lead, numerator_text="45")


def test_what_is_said_about_the_whole_return_has_its_own_version():
    at = desk()

    save_all(at.item, by=at.lead, commentary="A quiet quarter.", is_nil=True)
    with pytest.raises(ReturnConflict):
        save_all(at.item, by=at.lead, version=0, commentary="Busy.")
    save_all(at.item, by=at.lead, version=0, commentary="A quiet quarter.", is_nil=True)

    at.item.refresh_from_db()
    assert (at.item.commentary, at.item.is_nil, at.item.version) == ("A quiet quarter.", True, 1)


def test_a_contributor_says_nothing_about_the_whole_return():
    at = desk()
    at.figure(delegated_to=at.colleague)

    with pytest.raises(PermissionDenied):
        save_all(at.item, by=at.colleague, commentary="Mine.")


def test_every_commentary_that_was_saved_on_the_whole_return_is_kept():
    at = desk()

    save_all(at.item, by=at.lead, commentary="First words.")
    save_all(at.item, by=at.lead, version=1, commentary="Second words.", is_nil=True)

    kept = at.item.revisions.values_list("version", "commentary", "is_nil", "saved_by")
    assert list(kept) == [(1, "First words.", False, at.lead.pk), (2, "Second words.", True, at.lead.pk)]
