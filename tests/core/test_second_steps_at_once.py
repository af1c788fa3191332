"""The same code at the same moment, from two browsers: one of them comes in."""

import pytest
from allauth.mfa.models import Authenticator

from lscb.core import second_steps
from tests.at_once import at_once
from tests.factories.board import agency_lead
from tests.factories.second_steps import code, recovery_codes_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_code_of_an_app_is_used_once():
    person, shown = agency_lead(), code()

    results = at_once(*[lambda: second_steps.is_first_use(person, shown)] * 8)

    assert sorted(results) == [False] * 7 + [True]


def test_a_recovery_code_is_used_once():
    person = agency_lead()
    first, *_others = recovery_codes_of(person)

    def use():
        return Authenticator.objects.get(user=person).wrap().validate_code(first)

    assert sorted(at_once(*[use] * 8)) == [False] * 7 + [True]
