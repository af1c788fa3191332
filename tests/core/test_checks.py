from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured

from lscb.core.checks import no_demonstration_accounts, refuse_to_start_if_broken, safe_settings
from tests.factories.core import UserFactory

GOOD = replace(
    django_settings.ENVIRONMENT,
    base_url="https://board.example.org.uk",
    is_behind_tls=True,
    secret_key="s" * 50,
    seal_key="t" * 50,
    keys_made_here=(),
    database_url="postgresql://lscb@db/lscb",
    mail_url="smtp://mail.example.org.uk",
    is_demo=False,
)


def faults(settings, **changes):
    settings.ENVIRONMENT = replace(GOOD, **changes)
    return [error.id for error in safe_settings()]


def test_a_good_environment_has_no_faults(settings):
    assert faults(settings) == []


@pytest.mark.parametrize(
    ("changes", "number", "words"),
    [
        ({"base_url": "http://board.example.org.uk", "is_behind_tls": False}, "core.E010", "must start with https://"),
        ({"keys_made_here": ("LSCB_SECRET_KEY", "LSCB_SEAL_KEY")}, "core.E011", "LSCB_SECRET_KEY and LSCB_SEAL_KEY"),
        ({"secret_key": "s" * 49}, "core.E012", "LSCB_SECRET_KEY is shorter than 50"),
        ({"seal_key": "t" * 49}, "core.E013", "LSCB_SEAL_KEY is shorter than 50"),
        ({"seal_key": "s" * 50}, "core.E014", "must differ"),
        ({"is_demo": True}, "core.E015", "LSCB_DEMO must not be set"),
        ({"mail_url": ""}, "core.E016", "LSCB_MAIL_URL must name a mail server"),
    ],
)
def test_each_unsafe_setting_is_named(settings, changes, number, words):
    settings.ENVIRONMENT = replace(GOOD, **changes)

    [error] = safe_settings()

    assert (error.id, words in error.msg, error.is_serious()) == (number, True, True)
    assert "s" * 49 not in error.msg


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_ones_own_machine_needs_none_of_it(settings, host):
    changes = {"base_url": f"http://{host}", "is_behind_tls": False, "is_demo": True, "mail_url": ""}

    assert faults(settings, **changes, keys_made_here=("LSCB_SECRET_KEY",)) == []


@pytest.mark.parametrize("host", ["127.example.org.uk", "localhost.example.org.uk"])
def test_a_name_that_only_looks_like_this_machine_is_not(settings, host):
    assert faults(settings, base_url=f"http://{host}", is_behind_tls=False) == ["core.E010"]


@pytest.mark.django_db
def test_accounts_of_the_demonstration_are_refused_where_others_sign_in(settings):
    settings.ENVIRONMENT = GOOD
    UserFactory(email="helen@board.example.net")
    assert no_demonstration_accounts(databases=["default"]) == []
    UserFactory(email="helen.ostrow@example.org")

    [error] = no_demonstration_accounts(databases=["default"])

    assert (error.id, error.is_serious()) == ("core.E017", True)
    settings.ENVIRONMENT = replace(GOOD, base_url="http://localhost:8000", is_behind_tls=False)
    assert no_demonstration_accounts(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_neither_web_nor_worker_starts_with_unsafe_settings(settings):
    settings.ENVIRONMENT = GOOD
    refuse_to_start_if_broken()
    settings.ENVIRONMENT = replace(GOOD, is_demo=True, mail_url="")

    with pytest.raises(ImproperlyConfigured, match=r"LSCB_DEMO must not be set.* LSCB_MAIL_URL must name"):
        refuse_to_start_if_broken()
