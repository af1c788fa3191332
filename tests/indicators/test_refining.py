import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from board.models import Board, Priority
from indicators.actions.refining import Wanted, refine
from indicators.enums import IndicatorStatus
from indicators.models import Indicator
from lscb.core.exceptions import Refused
from lscb.core.models import ActivityEvent
from tests.factories.board import AgencyFactory, GroupFactory, analyst, board_member
from tests.factories.indicators import FigureFactory, GapFactory, IndicatorCommentFactory, IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 5])
def test_many_change_in_one_act_and_as_many_queries_for_five(count, django_assert_num_queries):
    officer, priority = analyst(), Priority.objects.create(year=2026, number=1, title="Neglect")
    Board.current()
    chosen = IndicatorFactory.create_batch(count, status="proposed", supplier=None)
    wanted = Wanted(
        status=IndicatorStatus.AGREED,
        supplier=AgencyFactory(),
        owner_group=GroupFactory(),
        frequency="month",
        counted="at_end",
        priority=priority,
        reason="Chosen on 3 May",
    )
    keys = [one.pk for one in chosen]

    # savepoint, roles, families read and held, rows, what is kept with them, who supplies them besides; comments,
    # figures, published, data sets; update; ties read and made; line and detail; the series kept: rows, targets,
    # marks, figures (twice), the Board, kept; release
    with django_assert_num_queries(25):
        assert refine(keys, wanted, by=officer) == chosen

    for one in Indicator.objects.all():
        assert (one.status, one.supplier, one.owner_group, one.frequency, one.counted, list(one.priorities.all())) == (
            "agreed", wanted.supplier, wanted.owner_group, "month", "at_end", [priority],
        )  # fmt: skip
        event = ActivityEvent.objects.about(one).for_timeline().get()
        assert event.detail.changes["status"] == ["Proposed", "Agreed"]
        assert event.detail.changes["counted"] == ["Counted over the period", "Counted on its last day"]
        assert event.detail.changes["reason"] == ["", "Chosen on 3 May"]
    assert refine(keys, Wanted(priority=priority), by=officer) == []
    assert ActivityEvent.objects.count() == count


def test_what_is_in_the_way_of_one_stops_all_and_is_said():
    officer = analyst()
    free, waited_for = IndicatorFactory(status="proposed"), IndicatorCommentFactory().indicator
    nobodys, retired = IndicatorFactory(status="proposed", supplier=None), IndicatorFactory(status="retired")
    collected = FigureFactory(given=True).indicator
    agree = Wanted(status=IndicatorStatus.AGREED, reason="Chosen")
    for chosen, wanted, sentence in (
        ([], agree, "Tick the indicators"),
        ([free], Wanted(), "Say what is to change"),
        ([free], Wanted(status=IndicatorStatus.AGREED), "Say why"),
        ([free, waited_for], agree, f"{waited_for.code}: has comments without an answer"),
        ([free, nobodys], agree, f"{nobodys.code}: has no supplier yet"),
        ([free, retired], Wanted(status=IndicatorStatus.CONSULTATION, reason="Asked"), f"{retired.code}: cannot"),
        ([free, collected], Wanted(frequency="year"), f"{collected.code}: is collected already"),
    ):
        with pytest.raises(Refused, match=sentence):
            refine([one.pk for one in chosen], wanted, by=officer)
    with pytest.raises(PermissionDenied):
        refine([free.pk], agree, by=board_member())
    assert Indicator.objects.get(pk=free.pk).status == "proposed"
    assert not ActivityEvent.objects.exists()


def test_those_ticked_are_changed_from_the_list(client):
    client.force_login(analyst())
    first, second, other = (IndicatorFactory(code=code, status="proposed") for code in ("A1", "B1", "C1"))
    page = client.get(reverse("indicators:library"))
    assert f'form="several" name="one" value="{first.pk}"' in page.text
    url = reverse("indicators:library-refine")
    ticked = f"{url}?one={first.pk}&one={second.pk}&one=x&one={'9' * 30}"

    form = client.get(ticked).context["form"]
    assert list(form.fields["one"].queryset) == [first, second]
    answers = {"one": [first.pk, second.pk], "status": "consultation"}
    assert "Say why" in client.post(ticked, answers).text
    response = client.post(ticked, answers | {"reason": "To hear everyone"}, follow=True)

    assert "2 indicators changed: A1, B1." in response.text
    assert list(Indicator.objects.values_list("status", flat=True).order_by("code")) == [
        "consultation", "consultation", "proposed",
    ]  # fmt: skip
    assert client.post(f"{url}?one={other.pk}", {"one": [first.pk]}).context["form"].errors["one"]


def test_many_are_agreed_as_data_gaps_with_one_plan_or_none_is(client):
    officer = analyst()
    client.force_login(officer)
    group = GroupFactory(name="Performance group")
    nobodys, supplied = (IndicatorFactory(code=code, status="proposed", supplier=None) for code in ("A1", "B1"))
    noted = GapFactory(indicator__code="C1", indicator__supplier=None).indicator
    url = reverse("indicators:library-refine")
    ticked = f"{url}?one={nobodys.pk}&one={supplied.pk}"
    both = {"one": [nobodys.pk, supplied.pk]}
    plan = {"missing": "Nobody counts it by age", "plan": "The force adds it", "task_group": group.pk}
    day = {"due_on": "1 May 2027", "agreed_by": "The executive", "agreed_on": "3 May 2026", "reason": "Chosen on 3 May"}

    refused = [
        (both | day | {"status": "as_gaps"}, "Say what is missing of them"),
        (both | plan | day | {"status": "as_gaps", "agreed_on": ""}, "on which day, or neither"),
        (both | plan | day | {"status": "as_gaps", "reason": ""}, "Say why"),
        (both | plan | day | {"status": "agreed"}, "You wrote of a data gap"),
        (both | {"status": "agreed", "reason": "Chosen"}, "A1, B1: has no supplier yet"),
    ]
    for answers, sentence in refused:
        page = client.post(ticked, answers).text
        assert sentence in page
        assert all(words in page for words in ("Nobody counts it by age",) if answers.get("missing"))
    with_noted = {"one": [nobodys.pk, noted.pk]} | plan | day | {"status": "as_gaps"}
    page = client.post(f"{url}?one={nobodys.pk}&one={noted.pk}", with_noted).text
    assert "C1: has a data gap noted already" in page
    assert "The force adds it" in page
    assert Indicator.objects.filter(status="proposed").count() == 2
    assert not ActivityEvent.objects.exists()

    done = client.post(ticked, both | plan | day | {"status": "as_gaps"}, follow=True).text

    assert "2 indicators changed: A1, B1." in done
    for one in Indicator.objects.filter(pk__in=both["one"]):
        gap = one.gaps.get()
        assert (one.status, gap.is_planned, gap.task_group, gap.noted_by) == ("agreed", True, group, officer)
        changes = ActivityEvent.objects.about(one).for_timeline().get().detail.changes
        assert (changes["status"], changes["missing"]) == (["Proposed", "Agreed"], ["", "Nobody counts it by age"])
        assert changes["task_group"] == ["", "Performance group"]
    register = client.get(reverse("indicators:gap-register")).text
    assert register.count("Nobody counts it by age") == 2
    assert "The force adds it" in client.get(reverse("indicators:gathering-plan")).text
    # Supplied by nobody still, what is retired is brought back among others: its gap is noted.
    refine([nobodys.pk], Wanted(status=IndicatorStatus.RETIRED, reason="For now"), by=officer)
    assert refine([nobodys.pk], Wanted(status=IndicatorStatus.AGREED, reason="Again"), by=officer) == [nobodys]
