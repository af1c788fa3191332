import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from board.models import Board
from lscb import settings as product
from tests.factories.core import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    board = Board.current()
    board.name, board.area = "Aldermere Safeguarding Children Partnership", "Aldermere"
    board.save()
    return UserFactory.build(name="Marcus O'Adeyemi", email="marcus.adeyemi@valehealth.example")


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "xkqvbwzplmrt",  # no rule of composition
        "correct horse battery",
        "the children's own garden fence",  # the Board's words are allowed among others
        "ünïcödé pässwörd",
        "harbour boardwalk lamp",
    ],
)
def test_long_passwords_of_ones_own_are_taken(password, person):
    validate_password(password, person)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Choose a password of at least 12 characters"),
        ("elevenchars", "Choose a password of at least 12 characters"),
        ("1234567890123", "Choose a password that is harder to guess: many people use this one"),
    ],
)
def test_short_and_common_ones_are_refused_with_what_to_do(password, sentence, person):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, person)

    assert sentence in refusal.value.messages


@pytest.mark.parametrize(
    "password",
    [
        "Safeguarding2026!",
        "safeguarding board 2026",
        "Children-Board-1",
        "LSCB password 123",
        "aldermere-2026-26",
        "MarcusAdeyemi2026",
        "valehealth 2026 !",
        "marcus.adeyemi@valehealth",
    ],
)
def test_words_that_a_stranger_would_try_first_are_refused(password, person):
    with pytest.raises(ValidationError, match="not made of words such as your name"):
        validate_password(password, person)


def test_without_a_person_the_boards_words_are_refused_all_the_same():
    with pytest.raises(ValidationError, match="not made of words"):
        validate_password("safeguarding2026")


def test_passwords_are_kept_by_a_slow_function(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS  # the tests' own is quick

    _name, kind, _version, costs, _salt, _digest = make_password(PASSWORD).split("$")

    memory, rounds, _lanes = (int(cost.partition("=")[2]) for cost in costs.split(","))
    assert (kind, memory >= 64 * 1024, rounds >= 2) == ("argon2id", True, True)
