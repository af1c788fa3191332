from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from board.models import KeyQuestion, Priority
from indicators.actions import data_sets, gaps, life
from indicators.actions import library as actions
from indicators.actions.library import Links
from indicators.enums import IndicatorStatus
from indicators.models import DataSet, Indicator
from lscb.core.editing import Edit, EditConflict, what_was_read
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, agency_lead, analyst, board_member, manager
from tests.factories.indicators import (
    DataSetFactory,
    FigureFactory,
    GapFactory,
    IndicatorFactory,
    PeriodFactory,
    PublishedFigureFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def values(**changed):
    return {
        "code": "H4",
        "title": "GP reports to initial conferences",
        "definition": "Reports received before the conference.",
        "supplier": AgencyFactory(),
    } | changed


def changes_of(verb):
    return ActivityEvent.objects.select_related("detail").get(verb=verb).detail.changes


def test_an_indicator_is_added_with_its_ticks_and_a_line_in_the_log():
    priority = Priority.objects.create(year=2026, number=1, title="Neglect")
    question = KeyQuestion.objects.create(number=1, text="Are children safe?")
    links = {"priorities": Links(frozenset({priority.pk})), "key_questions": Links(frozenset({question.pk}))}

    indicator = actions.add_indicator(values(), links, by=analyst())

    assert (list(indicator.priorities.all()), list(indicator.key_questions.all())) == ([priority], [question])
    logged = changes_of("indicator.added")
    assert (logged["code"], logged["priorities"]) == ([None, "H4"], [[], ["1. Neglect"]])


def test_a_code_is_given_once():
    IndicatorFactory(code="H4")

    with pytest.raises(Refused, match="Another indicator has this code"):
        actions.add_indicator(values(), {}, by=analyst())


def test_a_change_is_logged_with_before_and_after_and_no_change_is_not():
    indicator = IndicatorFactory(title="Before")

    actions.change_indicator(indicator, Edit({"title": "After"}), {}, by=manager())
    actions.change_indicator(indicator, Edit({"title": "After"}), {}, by=manager())

    assert changes_of("indicator.changed") == {"title": ["Before", "After"]}


def test_two_people_changing_one_title_both_keep_their_words():
    indicator = IndicatorFactory(title="Before")
    read = what_was_read(indicator, ["title", "source"])
    actions.change_indicator(indicator, Edit({"title": "First"}, read), {}, by=manager())

    with pytest.raises(EditConflict):
        actions.change_indicator(indicator, Edit({"title": "Second"}, read), {}, by=analyst())
    actions.change_indicator(indicator, Edit({"source": "Case system"}, read), {}, by=analyst())

    indicator.refresh_from_db()
    assert (indicator.title, indicator.source) == ("First", "Case system")


def test_ticks_of_two_people_are_put_together():
    first, second, third = (Priority.objects.create(year=2026, number=n, title=f"P{n}") for n in (1, 2, 3))
    indicator = IndicatorFactory()
    indicator.priorities.set([first])
    read = frozenset({first.pk})

    for wanted in (read | {second.pk}, frozenset({third.pk})):
        actions.change_indicator(indicator, Edit({}), {"priorities": Links(wanted, read)}, by=manager())

    assert list(indicator.priorities.all()) == [second, third]


@pytest.mark.parametrize("collected", [FigureFactory, PublishedFigureFactory])
@pytest.mark.parametrize("change", [{"unit": "ratio"}, {"frequency": "year"}, {"year_kind": "calendar"}])
def test_a_figure_once_collected_goes_on_meaning_what_it_meant(collected, change):
    indicator = collected().indicator

    with pytest.raises(Refused, match="Figures were collected"):
        actions.change_indicator(indicator, Edit(change), {}, by=manager())

    assert Indicator.objects.filter(pk=indicator.pk, **change).exists() is False


def test_how_often_an_indicator_comes_stays_while_it_is_in_a_data_set():
    indicator = IndicatorFactory()
    DataSetFactory(indicators=[indicator])

    with pytest.raises(Refused, match="Take it out"):
        actions.change_indicator(indicator, Edit({"frequency": "year"}), {}, by=manager())


def set_target(indicator, by, **changed):
    asked = {"from_on": date(2027, 4, 1), "value": Decimal(90), "tolerance": Decimal(5), "why": "Agreed in March."}
    return actions.set_target(indicator, **asked | changed, by=by)


def test_a_new_target_leaves_the_old_one_standing():
    indicator = IndicatorFactory()
    old = TargetFactory(indicator=indicator)

    new = set_target(indicator, analyst())

    assert list(indicator.targets.all()) == [old, new]
    assert changes_of("target.set")["value"] == [None, "90"]


def test_two_targets_never_begin_on_one_day():
    indicator = IndicatorFactory()
    set_target(indicator, analyst())

    with pytest.raises(Refused, match="There is a target from 1 April 2027 already"):
        set_target(indicator, manager(), value=Decimal(95))


@pytest.mark.parametrize("person", [agency_lead, board_member])
@pytest.mark.parametrize(
    "act",
    [
        lambda by: actions.add_indicator(values(), {}, by=by),
        lambda by: actions.change_indicator(IndicatorFactory(), Edit({"title": "X"}), {}, by=by),
        lambda by: life.move_indicator(IndicatorFactory(), IndicatorStatus.RETIRED, reason="Enough", by=by),
        lambda by: gaps.note_gap(IndicatorFactory(), {"missing": "All of it"}, by=by),
        lambda by: gaps.change_gap(GapFactory(), Edit({"missing": "Half of it"}), by=by),
        lambda by: gaps.close_gap(GapFactory(), outcome="Counted now", by=by),
        lambda by: set_target(IndicatorFactory(), by),
        lambda by: data_sets.add_data_set({"name": "X"}, [], by=by),
        lambda by: data_sets.change_data_set(DataSetFactory(), Edit({"name": "X"}), [], read=None, by=by),
    ],
)
def test_the_library_is_kept_by_officers(act, person):
    with pytest.raises(PermissionDenied):
        act(person())

    assert not ActivityEvent.objects.exists()


# Data sets


def test_a_data_set_keeps_its_indicators_in_order():
    first, second = IndicatorFactory.create_batch(2)

    data_set = data_sets.add_data_set({"name": "Quarterly"}, [second, first], by=analyst())

    assert [line.indicator for line in data_set.lines.all()] == [second, first]
    assert changes_of("data_set.added")["indicators"] == ["", f"{second.code} {first.code}"]


def test_a_data_set_is_reordered_and_logged():
    first, second = IndicatorFactory.create_batch(2)
    data_set = DataSetFactory(indicators=[first, second])

    data_sets.change_data_set(data_set, Edit({}), [second, first], read=None, by=manager())

    assert [line.indicator for line in data_set.lines.all()] == [second, first]
    assert changes_of("data_set.changed") == {
        "indicators": [f"{first.code} {second.code}", f"{second.code} {first.code}"]
    }


def test_nothing_changed_is_not_logged():
    data_set = DataSetFactory(indicators=IndicatorFactory.create_batch(2))
    indicators = [line.indicator for line in data_set.lines.all()]

    data_sets.change_data_set(data_set, Edit({"name": data_set.name}), indicators, read=None, by=manager())

    assert not ActivityEvent.objects.exists()


def test_two_people_changing_one_list_both_see_it():
    first, second, third = IndicatorFactory.create_batch(3)
    data_set = DataSetFactory(indicators=[first])
    read = data_sets.codes_of(data_set)
    data_sets.change_data_set(data_set, Edit({}), [first, second], read=read, by=manager())

    with pytest.raises(data_sets.ListConflict, match=f"Theirs is saved: {first.code} {second.code}"):
        data_sets.change_data_set(data_set, Edit({}), [first, third], read=read, by=analyst())

    saved = data_sets.codes_of(data_set)
    data_sets.change_data_set(data_set, Edit({}), [first, third], read=saved, by=analyst())
    assert data_sets.codes_of(data_set) == f"{first.code} {third.code}"


def test_only_indicators_of_the_same_rhythm_are_collected_together():
    yearly = IndicatorFactory(code="Y1", frequency="year")

    with pytest.raises(Refused, match="Y1 is collected yearly, April to March; this data set is not"):
        data_sets.add_data_set({"name": "Quarterly"}, [yearly], by=analyst())

    assert not DataSet.objects.exists()


def test_a_retired_indicator_is_not_put_in_but_may_stay():
    retired = IndicatorFactory(status=IndicatorStatus.RETIRED)
    data_set = DataSetFactory(indicators=[retired])

    data_sets.change_data_set(data_set, Edit({"name": "Renamed"}), [retired], read=None, by=manager())
    with pytest.raises(Refused, match="is retired"):
        data_sets.add_data_set({"name": "Another"}, [retired], by=manager())


def test_what_is_only_proposed_is_not_put_in():
    with pytest.raises(Refused, match="is not agreed yet"):
        data_sets.add_data_set({"name": "Another"}, [IndicatorFactory(status="proposed")], by=manager())


def test_how_often_a_data_set_is_collected_stays_once_a_period_was_opened():
    period = PeriodFactory()

    with pytest.raises(Refused, match="Periods were opened"):
        data_sets.change_data_set(period.data_set, Edit({"frequency": "year"}), [], read=None, by=manager())


def test_a_name_is_given_once():
    taken = DataSetFactory()

    with pytest.raises(Refused, match="Another data set has this name"):
        data_sets.add_data_set({"name": taken.name}, [], by=manager())
