"""A library made of a table's rows, in one act and a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from board.permissions import require
from indicators.actions.keep import keep_series
from indicators.bringing_in import LibraryPreview, Proposed
from indicators.models import Indicator
from indicators.permissions import can_keep_library
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

NOTHING = "None of its rows would make anything. Say which columns it has, or correct its rows."
TAKEN = "One of its codes was taken meanwhile. Look at the rows again."
TIES = {"other_suppliers": "agency", "priorities": "priority", "key_questions": "keyquestion"}


@transaction.atomic
def bring_in_library(made: LibraryPreview, *, by: User | None, source: str = "") -> list[Indicator]:
    """Save all that a preview shows. By nobody: by whoever runs the installation, at its prompt."""
    require(by is None or can_keep_library(by))
    if not made.made:
        raise Refused(NOTHING)
    with editing.one_of_a_kind(TAKEN):
        saved = make_library(made)
    keep_series(Indicator.objects.agreed().filter(pk__in=[one.pk for one in saved]))
    changes = {one.pk: {"file": ("", source)} for one in saved} if source else {}
    activity.record_each("indicator.brought_in", saved, by=by, changes=changes)
    return saved


def make_library(made: LibraryPreview) -> list[Indicator]:
    """The rows as indicators, tied to each other and to what is here."""
    saved = Indicator.objects.bulk_create(Indicator(**one.values) for one in made.indicators)
    _tie(made.indicators, dict(zip((one.row for one in made.indicators), saved, strict=True)))
    return saved


def _tie(rows: list[Proposed], of_row: dict[int, Indicator]) -> None:
    """To each other, and to what is here."""
    named = {code for row in rows for codes in row.others.values() for code in codes}
    by_code = {one.code.casefold(): one for one in Indicator.objects.filter(code__in=named)} if named else {}
    by_code |= {one.code.casefold(): one for one in of_row.values()}
    for row in rows:
        for name in ("parent", "replaces"):
            if codes := row.others.get(name):
                setattr(of_row[row.row], name, by_code.get(codes[0].casefold()))
        if of_row[row.row].parent is None:
            of_row[row.row].group_name = ""
    Indicator.objects.bulk_update(of_row.values(), ["parent", "replaces", "group_name"])
    alike: set[tuple[int, int]] = set()
    for row in rows:
        for code in row.others.get("similar_to", []):
            first, second = of_row[row.row].pk, by_code[code.casefold()].pk
            alike |= {(first, second), (second, first)}
    _through("similar_to", ({"from_indicator_id": first, "to_indicator_id": second} for first, second in sorted(alike)))
    for name, key in TIES.items():
        pairs = ((of_row[row.row].pk, pk) for row in rows for pk in dict.fromkeys(row.ties.get(name, [])))
        _through(name, ({"indicator_id": first, f"{key}_id": second} for first, second in pairs))


def _through(name: str, rows: Iterable[dict[str, int]]) -> None:
    through: Any = getattr(Indicator, name).through
    through.objects.bulk_create((through(**row) for row in rows), ignore_conflicts=True)
