from datetime import date

import pytest

from lscb.core import attention, deadlines, evidence
from lscb.core.attention import Item
from lscb.core.deadlines import Deadline
from lscb.core.evidence import Evidence
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


@pytest.mark.django_db
def test_every_apps_deadlines_come_as_one_list_soonest_first(providers):
    early, tied, late = due(5, 1), due(9, 2, key="a:2"), due(9, 1, key="b:1")
    providers(deadlines, b=lambda _today: [late, early], a=lambda _today: iter([tied]))

    assert deadlines.open_deadlines(today=TODAY) == [early, tied, late]
    assert deadlines.deadlines_of(1, today=TODAY) == [early, late]
    assert deadlines.deadlines_of(3, today=TODAY) == []


@pytest.mark.django_db
def test_an_app_that_registers_twice_is_asked_once(providers):
    providers(deadlines, a=lambda _today: [due(5)])
    deadlines.register("a", lambda _today: [due(6)])

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


def test_only_what_there_is_any_of_asks_for_attention(providers):
    some, none = Item("return to accept,returns to accept", 3, "/"), Item("query answered,queries answered", 0, "/")
    providers(attention, a=lambda _user, _today: [none, some])

    assert attention.items_for(UserFactory.build(), today=TODAY) == [some]
