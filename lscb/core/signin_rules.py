"""What a Board asks of those who sign in, as far as core must know it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How long a person may do nothing, and whether they must have a second step."""

    idle: timedelta = timedelta(minutes=30)
    asks_second_step: bool = False


_readers: list[Callable[[User], SignInRules]] = []


def register(reader: Callable[[User], SignInRules]) -> None:
    """The app that keeps the Board's settings offers them."""
    _readers[:] = [reader]


def rules_for(user: User) -> SignInRules:
    return _readers[0](user) if _readers else SignInRules()
