"""The access review as rows of CSV: one for each role, and one for whoever has none and can still come in."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

ACCESS_HEADER = [
    "Person", "E-mail", "Role", "For", "From", "Until", "Joined on", "Last sign-in", "Second step",
]  # fmt: skip


def access_rows(people: Iterable[Any]) -> Iterator[list[object]]:
    for person in people:
        account = [_day(person.joined_at), _day(person.last_login), "yes" if person.has_second_step else "no"]
        for role in person.current_roles:
            about = role.agency or role.group or ""
            until = role.ends_on.isoformat() if role.ends_on else ""
            held = [role.get_role_display(), about, role.starts_on.isoformat(), until]
            yield [person.name, person.email, *held, *account]
        if not person.current_roles:
            yield [person.name, person.email, "none", "", "", "", *account]


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
