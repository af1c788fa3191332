"""Board packs: drafts for those who make them and the Board's staff, what was made for all who read for the Board."""

from typing import Any

from reports.actions import ask_for_pdf
from tests.factories.reports import EditionFactory, PackFactory
from tests.policy.matrix.rows import READERS, Maker, Row


def furnish(world: Any) -> None:
    draft = PackFactory(title="A pack not made yet", sections=["summary"])
    ask_for_pdf(draft, by=world.people["chair"], today=draft.as_at)
    world.things |= {"draft": draft, "edition": EditionFactory()}


def of(name: str) -> Maker:
    return lambda world: {"pk": world.things[name].pk}


DRAFTS = frozenset({"manager", "analyst", "chair"})
MAKERS = frozenset({"manager", "chair"})
# The analyst sees a draft and may not make it; for everyone else it is not there.
ONLY_SEEN = {"refused": 404, "exceptions": {"analyst": 403}}

ROWS: list[Row] = [
    Row("reports:pack-list", READERS, secret=lambda _: "A pack not made yet", secret_for=DRAFTS),
    Row("reports:pack-add", MAKERS),
    Row("reports:pack-add", MAKERS, method="post"),
    Row(
        "reports:pack-detail",
        DRAFTS,
        arguments=of("draft"),
        refused=404,
        # Work is followed by whoever asked for it.
        secret=lambda _: "Look now",
        secret_for=frozenset({"chair"}),
    ),
    Row("reports:pack-edit", MAKERS, arguments=of("draft"), **ONLY_SEEN),
    Row("reports:pack-edit", MAKERS, method="post", arguments=of("draft"), **ONLY_SEEN),
    Row("reports:pack-make", MAKERS, method="post", ok=302, arguments=of("draft"), **ONLY_SEEN),
    Row("reports:edition-download", READERS, arguments=of("edition"), refused=404),
]
