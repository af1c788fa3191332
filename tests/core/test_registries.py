from datetime import date

import pytest

from lscb.core import attention, deadlines, evidence
from lscb.core.attention import Item, Waiting
from lscb.core.deadlines import Deadline
from lscb.core.evidence import Evidence
from lscb.core.models import User
from tests.factories.core import UserFactory

TODAY = date(2026, 10, 28)


def due(day, *people, key="a:1"):
    return Deadline(
        key=key, what="Thing", due_on=date(2026, 10, day), since=date(2026, 10, 1), responsible=people, url="/"
    )


@pytest.fixture
def providers(monkeypatch):
    def only(registry, **offered):
        monkeypatch.setattr(registry, "_providers", {})
        for name, provider in offered.items():
            registry.register(name, provider)

    return only


def offering(*found):
    return lambda _asked: deadlines.Owed(read=lambda: found)


@pytest.mark.django_db
def test_every_apps_deadlines_come_as_one_list_soonest_first(providers):
    early, tied, late = due(5, 1), due(9, 2, key="a:2"), due(9, 1, key="b:1")
    providers(deadlines, b=offering(late, early), a=offering(tied))

    assert deadlines.open_deadlines(today=TODAY) == [early, tied, late]
    assert deadlines.deadlines_of(1, today=TODAY) == [early, late]
    assert deadlines.deadlines_of(3, today=TODAY) == []


@pytest.mark.django_db
def test_an_app_that_registers_twice_is_asked_once(providers):
    providers(deadlines, a=offering(due(5)))
    deadlines.register("a", offering(due(6)))

    assert deadlines.open_deadlines(today=TODAY) == [due(6)]


@pytest.mark.parametrize(("day", "left", "is_late"), [(27, -1, True), (28, 0, False), (30, 2, False)])
def test_a_deadline_knows_how_far_off_it_is(day, left, is_late):
    assert (due(day).days_left(today=TODAY), due(day).is_late(today=TODAY)) == (left, is_late)


def test_evidence_for_anything_asked_comes_freshest_first(providers):
    old, new, other = (
        Evidence(answers, what, "audit", day, "/")
        for answers, what, day in [
            ("key-question:1", "Audit 1", date(2025, 4, 1)),
            ("standard:4", "Audit 2", date(2026, 4, 1)),
            ("standard:5", "Audit 3", date(2026, 5, 1)),
        ]
    )
    providers(evidence, a=lambda: [old, other], b=lambda: [new])

    assert evidence.evidence_for("key-question:1", "standard:4") == [new, old]
    assert evidence.evidence_for("standard:9") == []


@pytest.mark.django_db
def test_only_what_there_is_any_of_asks_for_attention_and_all_is_counted_at_once(providers, django_assert_num_queries):
    user, _other = UserFactory.create_batch(2)
    everyone, nobody, never = User.objects.all(), User.objects.filter(name=""), User.objects.none()
    providers(
        attention,
        a=lambda _user, _today: [Waiting("a,as", nobody, "/a"), Waiting("b,bs", everyone, "/b")],
        b=lambda _user, _today: [Waiting("c,cs", never, "/c"), Waiting("d,ds", everyone.filter(pk=user.pk), "/d")],
    )

    with django_assert_num_queries(1):
        assert attention.items_for(user, today=TODAY) == [Item("b,bs", 2, "/b"), Item("d,ds", 1, "/d")]


def test_where_nothing_can_wait_nothing_is_asked(providers):
    providers(attention, a=lambda _user, _today: [])

    assert attention.items_for(UserFactory.build(), today=TODAY) == []


@pytest.mark.django_db
def test_what_several_apps_look_up_is_looked_up_once_each_time_deadlines_are_asked_for(providers):
    read = []

    def everyone_here(asked):
        read.append(asked.person)
        return (1, 2)

    provider = lambda asked: offering(due(5, *asked.once(everyone_here)))(asked)  # noqa: E731
    providers(deadlines, a=provider, b=provider)

    assert len(deadlines.deadlines_of(2, today=TODAY)) == 2
    assert len(deadlines.open_deadlines(today=TODAY)) == 2
    assert read == [2, None]
