"""The permission matrix: who gets what at each address, written by hand, a module an app."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# ``agency_lead`` and ``contributor`` belong to the world's own agency, ``other_lead`` to another one;
# ``nobody`` has an account and no role.
ROLES = (
    "anonymous",
    "nobody",
    "manager",
    "analyst",
    "agency_lead",
    "other_lead",
    "contributor",
    "board_member",
    "group_chair",
    "chair",
    "inspector",
)
EVERYONE = frozenset(ROLES) - {"anonymous"}
OFFICERS = frozenset({"manager", "analyst"})
READERS = OFFICERS | {"board_member", "group_chair", "chair", "inspector"}

Maker = Callable[["Any"], dict[str, Any]]


def nothing(_world: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """One address and method: the roles let in, what they get, and what all others get.

    ``arguments`` and ``data`` are made from the world (``tests/policy/world.py``), whose rows belong to
    its own agency. ``refused``: 404 where the object does not exist for a person, 403 where the act is not theirs.
    ``secret`` is a text on the page that only ``secret_for`` may read, of all who are let in;
    ``also_secret`` holds further ones, each with those it is for.
    Signed-out people are always sent to sign in unless the row is ``public``; what they had written comes back to them.
    """

    name: str
    allowed: frozenset[str]
    method: str = "get"
    arguments: Maker = nothing
    data: Maker = nothing
    ok: int = 200
    refused: int = 403
    exceptions: dict[str, int] = field(default_factory=dict)
    public: bool = False
    secret: Callable[[Any], str] | None = None
    secret_for: frozenset[str] = frozenset()
    also_secret: tuple[tuple[Callable[[Any], str], frozenset[str]], ...] = ()

    @property
    def secrets(self) -> list[tuple[Callable[[Any], str], frozenset[str]]]:
        return [(self.secret, self.secret_for)] * bool(self.secret) + list(self.also_secret)

    def expected(self, role: str) -> int:
        if role in self.exceptions:
            return self.exceptions[role]
        if self.public:
            return self.ok
        if role == "anonymous":
            # What was written is shown back, not thrown away.
            return 403 if self.method == "post" and self.data is not nothing else 302
        return self.ok if role in self.allowed else self.refused
