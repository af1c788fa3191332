"""Two people wrote the same thing: what both are shown, where a form saves itself."""

from dataclasses import dataclass
from datetime import datetime

from lscb.core.models import User


@dataclass(frozen=True, slots=True)
class Both:
    """Whose is saved, what of it differs from mine (label, theirs, mine), and what each button sends."""

    who: str
    whose: str
    is_me: bool
    when: datetime | None
    version: int
    texts: list[tuple[str, str, str]]


def both_of(
    who: User | None, when: datetime | None, version: int, texts: list[tuple[str, str, str]], *, by: User
) -> Both:
    is_me = who is not None and who.pk == by.pk
    name = str(who) if who else "A colleague"
    first_name = name.split()[0] if who else "the colleague"
    whose = "the saved one" if is_me else f"{first_name}’s"
    return Both(name, whose, is_me, when, version, texts)
