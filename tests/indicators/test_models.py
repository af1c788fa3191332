from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from board.enums import Role
from indicators.enums import EDITABLE, TRANSITIONS, ReturnStatus
from indicators.models import (
    DataSet,
    DataSetLine,
    Figure,
    FigureRevision,
    Indicator,
    IndicatorReturn,
    Period,
    PublishedFigure,
    Submission,
    Target,
)
from indicators.models.library import target_on
from indicators.models.returns import answered
from lscb.core.exceptions import TransitionError
from tests.factories.board import AgencyFactory, analyst, board_member, independent_chair, manager, person_with
from tests.factories.core import UserFactory
from tests.factories.indicators import (
    DataSetFactory,
    FigureFactory,
    IndicatorFactory,
    PeriodFactory,
    PublishedFigureFactory,
    ReturnFactory,
    TargetFactory,
)

MOMENT = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)


def test_every_status_has_a_row_in_the_transition_table():
    assert set(TRANSITIONS) == set(ReturnStatus)


@pytest.mark.parametrize(("start", "target"), list(product(ReturnStatus, repeat=2)))
def test_move_to_follows_the_transition_table(start, target):
    item = IndicatorReturn(status=start)

    if target in TRANSITIONS[start]:
        item.move_to(target)
        assert item.status == target
    else:
        with pytest.raises(TransitionError):
            item.move_to(target)


def test_only_what_can_be_submitted_can_be_edited():
    assert {status for status in ReturnStatus if ReturnStatus.SUBMITTED in TRANSITIONS[status]} == EDITABLE


# Constraints


def refuses(queryset, constraint, **fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        queryset.update(**fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"code": ""}, "indicator_has_a_code", id="no code"),
        pytest.param({"title": ""}, "indicator_has_a_title", id="no title"),
        pytest.param({"status": "lost"}, "indicator_status_is_known", id="status"),
        pytest.param({"unit": "furlongs"}, "indicator_unit_is_known", id="unit"),
        pytest.param({"polarity": "sideways"}, "indicator_polarity_is_known", id="polarity"),
        pytest.param({"frequency": "daily"}, "indicator_frequency_is_known", id="frequency"),
        pytest.param({"year_kind": "lunar"}, "indicator_year_is_known", id="year"),
        pytest.param({"counted": "twice"}, "indicator_counted_is_known", id="counted"),
        pytest.param({"decimals": 5}, "indicator_decimals_are_few", id="decimals"),
    ],
)
def test_an_indicator_refuses_what_cannot_be(fields, constraint):
    indicator = IndicatorFactory()

    refuses(Indicator.objects.filter(pk=indicator.pk), constraint, **fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"opens_after_working_days": 0}, "data_set_opens_within_days"),
        ({"opens_after_working_days": 121}, "data_set_opens_within_days"),
        ({"due_after_working_days": 0}, "data_set_due_within_days"),
        ({"due_after_working_days": 121}, "data_set_due_within_days"),
        ({"timely_for_days": 121}, "data_set_timely_within_days"),
        ({"lock_after_days": 366}, "data_set_locks_within_days"),
        ({"opens_after_working_days": 20, "due_after_working_days": 20}, "data_set_opens_before_due"),
        ({"timely_for_days": 31, "lock_after_days": 30}, "data_set_timely_before_it_locks"),
    ],
)
def test_a_data_set_refuses_days_out_of_range_or_order(fields, constraint):
    data_set = DataSetFactory()

    refuses(DataSet.objects.filter(pk=data_set.pk), constraint, **fields)

    DataSet.objects.update(opens_after_working_days=1, due_after_working_days=2, timely_for_days=30, lock_after_days=30)


@pytest.mark.django_db
def test_two_indicators_never_share_a_code():
    first, second = IndicatorFactory.create_batch(2)

    refuses(Indicator.objects.filter(pk=second.pk), "code|unique", code=first.code)


@pytest.mark.django_db
def test_one_target_from_a_day_and_no_tolerance_below_nought():
    indicator = IndicatorFactory()
    first = TargetFactory(indicator=indicator)
    second = TargetFactory(indicator=indicator, from_on=date(2026, 4, 1))

    refuses(Target.objects.filter(pk=second.pk), "target_one_from_a_day|UNIQUE", from_on=first.from_on)
    refuses(Target.objects.filter(pk=second.pk), "target_tolerance_is_not_negative", tolerance=-1)


@pytest.mark.django_db
def test_an_indicator_stands_in_a_data_set_once():
    data_set = DataSetFactory(indicators=IndicatorFactory.create_batch(2))
    first, second = data_set.lines.all()

    refuses(DataSetLine.objects.filter(pk=second.pk), "data_set_line_once|UNIQUE", indicator=first.indicator)
    refuses(DataSet.objects.filter(pk=data_set.pk), "data_set_has_a_name", name="")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"ends_on": date(2026, 6, 30)}, "period_ends_after_it_starts", id="backwards"),
        pytest.param({"locks_on": date(2026, 10, 27)}, "period_locks_after_it_is_due", id="locked before due"),
        pytest.param({"closed_at": MOMENT}, "period_closed_stamps", id="closed by nobody"),
    ],
)
def test_a_period_refuses_what_cannot_be(fields, constraint):
    period = PeriodFactory()

    refuses(Period.objects.filter(pk=period.pk), constraint, **fields)


@pytest.mark.django_db
def test_a_period_is_opened_once():
    first = PeriodFactory()
    second = PeriodFactory(data_set=first.data_set, starts_on=date(2026, 4, 1))

    refuses(Period.objects.filter(pk=second.pk), "period_opened_once|UNIQUE", starts_on=first.starts_on)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"status": "lost"}, "return_status_is_known", id="status"),
        pytest.param({"submitted_at": MOMENT}, "return_submitted_stamps", id="submitted by nobody"),
        pytest.param({"accepted_at": MOMENT}, "return_accepted_(stamps|iff_stamped)", id="accepted by nobody"),
        pytest.param({"status": "submitted"}, "return_submitted_is_stamped", id="submitted without a stamp"),
        pytest.param({"status": "sent_back"}, "return_sent_back_with_a_reason", id="sent back without a reason"),
    ],
)
def test_a_return_refuses_what_cannot_be(fields, constraint):
    item = ReturnFactory()

    refuses(IndicatorReturn.objects.filter(pk=item.pk), constraint, **fields)


@pytest.mark.django_db
def test_accepted_means_stamped_and_stamped_means_accepted():
    submitted, accepted = ReturnFactory(submitted=True), ReturnFactory(accepted=True)

    refuses(IndicatorReturn.objects.filter(pk=submitted.pk), "return_accepted_iff_stamped", status="accepted")
    refuses(IndicatorReturn.objects.filter(pk=accepted.pk), "return_accepted_iff_stamped", status="submitted")


@pytest.mark.django_db
def test_an_agency_makes_one_return_a_period():
    first = ReturnFactory()
    second = ReturnFactory(period=first.period)

    refuses(
        IndicatorReturn.objects.filter(pk=second.pk), "return_one_per_agency_and_period|UNIQUE", agency=first.agency
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"state": "guessed"}, "figure_state_is_known", id="state"),
        pytest.param({"missing_reason": "forgot"}, "figure_reason_is_known", id="reason"),
        pytest.param({"value": 75}, "figure_value_never_typed_twice", id="worked out and typed"),
        pytest.param({"state": "suppressed"}, "figure_without_a_figure_has_no_number", id="hidden with a number"),
        pytest.param({"numerator": None}, "figure_given_has_a_number", id="given without a number"),
    ],
)
def test_a_figure_refuses_what_cannot_be(fields, constraint):
    figure = FigureFactory(given=True)

    refuses(Figure.objects.filter(pk=figure.pk), constraint, **fields)


@pytest.mark.django_db
def test_a_return_has_one_row_an_indicator():
    first = FigureFactory()
    second = FigureFactory(indicator_return=first.indicator_return)

    refuses(Figure.objects.filter(pk=second.pk), "figure_one_per_indicator|UNIQUE", indicator=first.indicator)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"state": "guessed"}, "published_state_is_known", id="state"),
        pytest.param({"ends_on": date(2026, 6, 30)}, "published_figure_ends_after_it_starts", id="backwards"),
        pytest.param(
            {"superseded_at": datetime(2020, 1, 1, tzinfo=UTC)}, "published_figure_superseded_after", id="undone"
        ),
    ],
)
def test_a_published_figure_refuses_what_cannot_be(fields, constraint):
    figure = PublishedFigureFactory()

    refuses(PublishedFigure.objects.filter(pk=figure.pk), constraint, **fields)


@pytest.mark.django_db
def test_one_published_figure_is_current():
    first = PublishedFigureFactory()

    with pytest.raises(IntegrityError, match=r"published_figure_one_current|UNIQUE"), transaction.atomic():
        PublishedFigureFactory(indicator=first.indicator)


@pytest.mark.django_db
def test_submissions_and_revisions_are_written_once():
    figure, author = FigureFactory(), UserFactory()
    FigureRevision.objects.create(figure=figure, version=1, texts={}, saved_at=MOMENT, saved_by=author)
    Submission.objects.create(
        indicator_return=figure.indicator_return,
        number=1,
        reference="IR-1",
        submitted_at=MOMENT,
        submitted_by=author,
        is_late=False,
        content={},
    )

    for model in (FigureRevision, Submission):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            model.objects.all().delete()


# Who sees what


@pytest.fixture
def world(db):
    """Two agencies, each with a return, a row handed to a contributor of its own, and a published figure."""

    class World:
        agency, other = AgencyFactory(), AgencyFactory()

    for name, agency in (("mine", World.agency), ("theirs", World.other)):
        contributor = person_with(Role.AGENCY_CONTRIBUTOR, agency=agency)
        item = ReturnFactory(agency=agency)
        handed = FigureFactory(indicator_return=item, delegated_to=contributor)
        kept = FigureFactory(indicator_return=item)
        published = PublishedFigureFactory(indicator=kept.indicator)
        setattr(World, name, {"item": item, "handed": handed, "kept": kept, "published": published})
        setattr(World, f"{name}_contributor", contributor)
    return World


PEOPLE = {
    "manager": lambda world: manager(),
    "analyst": lambda world: analyst(),
    "lead": lambda world: person_with(Role.AGENCY_LEAD, agency=world.agency),
    "contributor": lambda world: world.mine_contributor,
    "board member": lambda world: board_member(),
    "board member of the agency": lambda world: person_with(Role.BOARD_MEMBER, agency=world.agency),
    "chair": lambda world: independent_chair(),
    "group chair": lambda world: person_with(Role.GROUP_CHAIR),
    "inspector": lambda world: person_with(Role.INSPECTOR),
    "nobody": lambda world: UserFactory(),
    "former lead": lambda world: person_with(Role.AGENCY_LEAD, agency=world.agency, is_active=False),
}
READERS = {"manager", "analyst", "board member", "board member of the agency", "chair", "group chair", "inspector"}


@pytest.mark.parametrize("role", PEOPLE)
def test_officers_see_every_return_and_an_agencys_people_their_own(world, role):
    expected = {
        "manager": {world.mine["item"], world.theirs["item"]},
        "analyst": {world.mine["item"], world.theirs["item"]},
        "lead": {world.mine["item"]},
        "contributor": {world.mine["item"]},
    }

    found = set(IndicatorReturn.objects.visible_to(PEOPLE[role](world)))

    assert found == expected.get(role, set())


@pytest.mark.parametrize("role", PEOPLE)
def test_a_contributor_sees_only_the_rows_handed_to_them(world, role):
    mine, theirs = ({one["handed"], one["kept"]} for one in (world.mine, world.theirs))
    expected = {"manager": mine | theirs, "analyst": mine | theirs, "lead": mine, "contributor": {world.mine["handed"]}}

    found = set(Figure.objects.visible_to(PEOPLE[role](world)))

    assert found == expected.get(role, set())


@pytest.mark.parametrize("role", PEOPLE)
def test_the_row_count_of_a_listing_agrees_with_the_rows_that_show(world, role):
    person = PEOPLE[role](world)

    for item in IndicatorReturn.objects.visible_to(person).with_progress(person):
        assert item.row_count == item.figures.visible_to(person).count()


@pytest.mark.parametrize("role", PEOPLE)
def test_periods_and_data_sets_are_the_officers(world, role):
    person = PEOPLE[role](world)
    is_officer = role in {"manager", "analyst"}

    assert set(Period.objects.visible_to(person)) == (set(Period.objects.all()) if is_officer else set())
    assert set(DataSet.objects.visible_to(person)) == (set(DataSet.objects.all()) if is_officer else set())


@pytest.mark.parametrize("role", PEOPLE)
def test_indicators_and_published_figures_are_the_readers_and_their_suppliers(world, role):
    person = PEOPLE[role](world)
    supplied = {world.mine["handed"].indicator, world.mine["kept"].indicator}
    if role in READERS:
        indicators, published = set(Indicator.objects.all()), set(PublishedFigure.objects.all())
    elif role in {"lead", "contributor"}:
        indicators, published = supplied, {world.mine["published"]}
    else:
        indicators, published = set(), set()

    assert set(Indicator.objects.visible_to(person)) == indicators
    assert set(PublishedFigure.objects.visible_to(person)) == published


@pytest.mark.django_db
def test_a_contributor_moved_to_another_agency_loses_the_rows():
    figure = FigureFactory(delegated_to=person_with(Role.AGENCY_CONTRIBUTOR))

    assert list(Figure.objects.visible_to(figure.delegated_to)) == []
    assert list(IndicatorReturn.objects.visible_to(figure.delegated_to)) == []


# What follows from the fields


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [{}, {"given": True}, {"not_ready": True}, {"state": "suppressed"}, {"commentary": "Nothing yet."}],
)
def test_answered_in_sql_agrees_with_answered_in_python(fields):
    figure = FigureFactory(**fields)

    assert Figure.objects.filter(answered()).exists() is figure.is_answered


@pytest.mark.django_db
def test_progress_counts_rows_answers_and_open_queries_once_each():
    item = ReturnFactory()
    FigureFactory(indicator_return=item, given=True, queried=True)
    FigureFactory(indicator_return=item, not_ready=True)
    FigureFactory(indicator_return=item)

    found = IndicatorReturn.objects.with_progress().get()

    assert (found.row_count, found.answered_count, found.query_count) == (3, 2, 1)


@pytest.mark.django_db
def test_a_periods_progress_counts_each_return_once():
    period = PeriodFactory()
    for trait in ({}, {"submitted": True}, {"sent_back": True}, {"accepted": True}, {"accepted": True}):
        ReturnFactory(period=period, **trait)

    found = Period.objects.with_progress().get()

    assert (found.asked_count, found.returned_count, found.review_count, found.accepted_count) == (5, 3, 1, 2)


@pytest.mark.django_db
def test_the_target_in_force_is_the_latest_that_has_begun():
    indicator = IndicatorFactory()
    first = TargetFactory(indicator=indicator, from_on=date(2024, 4, 1), value=80)
    second = TargetFactory(indicator=indicator, from_on=date(2026, 4, 1), value=90)
    targets = list(indicator.targets.all())

    found = [target_on(targets, day) for day in (date(2024, 3, 31), date(2026, 3, 31), date(2026, 4, 1))]

    assert found == [None, first, second]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "value"),
    [
        pytest.param({"numerator": 1, "denominator": 3}, "33.3", id="worked out"),
        pytest.param({"numerator": 1, "denominator": 0}, "None", id="nothing to divide by"),
        pytest.param({"value": 12}, "12", id="typed"),
        pytest.param({}, "None", id="nothing"),
    ],
)
def test_a_figures_value_is_typed_or_worked_out(fields, value):
    figure = FigureFactory.build(indicator=IndicatorFactory.build(), indicator_return=None, **fields)

    assert str(figure.derived) == value


@pytest.mark.parametrize(
    ("closed_at", "day", "is_locked"),
    [
        (None, date(2026, 11, 27), False),
        (None, date(2026, 11, 28), True),
        (MOMENT, date(2026, 10, 21), True),
    ],
)
def test_a_period_is_locked_after_its_lock_date_or_once_closed(closed_at, day, is_locked):
    period = Period(locks_on=date(2026, 11, 27), closed_at=closed_at)

    assert period.is_locked(today=day) is is_locked
