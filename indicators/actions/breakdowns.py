"""An indicator broken down: the parts that it is made of, made and kept together, and edited in one place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from board.models import Agency
from board.permissions import require
from indicators.actions.data_sets import put_parts_beside
from indicators.actions.hide import hide_beside, hold_families
from indicators.actions.keep import keep_series
from indicators.analysis.units import Unit
from indicators.enums import Breakdown, IndicatorStatus
from indicators.models import Indicator
from indicators.permissions import can_keep_library
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

MEANWHILE = "Someone has changed this breakdown meanwhile. Look at it again; nothing was changed."
FEWEST_GROUPS = 2
LONGEST_TITLE = 200
LONGEST_CODE = 40
# What a part has of its whole, besides the beginning of its title.
SHARED = (
    "definition", "why_it_matters", "unit", "numerator_words", "denominator_words", "counted", "decimals", "polarity",
    "frequency", "year_kind", "source", "reference", "checked_on", "owner_group_id", "is_invented", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """One group wanted: what it is called, the part that it is already (if any), and who gives its figure."""

    name: str
    part: int | None = None
    supplier: Agency | None = None


@transaction.atomic
def break_down(
    whole: Indicator,
    name: str,
    groups: Sequence[Group],
    *,
    adds_up: bool,
    by: User,
    read: frozenset[int] | None = None,
) -> Indicator:
    """Into these groups and no others; a group left out is retired with its figures. None: it is broken down no more.

    ``adds_up``: the whole is the sum of its parts and nobody is asked for it. ``read``: the parts that the writer knew.
    """
    hold_families([whole.pk])
    whole = Indicator.objects.lock(whole.pk)
    require(can_keep_library(by))
    name = " ".join(name.split())
    groups = [replace(group, name=" ".join(group.name.split())) for group in groups]
    _refuse(whole, name, groups, adds_up=adds_up)
    parts = {part.pk: part for part in whole.parts.filter(breakdown_name__in=["", name]).order_by("pk")}
    before = _groups_of(parts.values(), name)
    live = {part.pk for part in parts.values() if part.group_name}
    if read is not None and not live <= read:
        raise Refused(MEANWHILE)
    chosen = [(group, _part_of(group, name, whole, parts)) for group in groups]
    _take_out([part for part in parts.values() if part.breakdown_name == name], {part.pk for _, part in chosen if part})
    saved = _save_parts(whole, name, chosen)
    was_added_up_by = whole.added_up_by
    _tell_whole(whole, name, groups, adds_up=adds_up)
    for line in whole.lines.select_related("data_set"):
        put_parts_beside(line.data_set)
    told = hide_beside([whole.pk])
    keep_series(Indicator.objects.filter(pk__in=[whole.pk, *told, *parts, *(part.pk for part in saved)]))
    changes = activity.changed(
        {"groups": before, "added up by": was_added_up_by},
        {"groups": [group.name for group in groups], "added up by": whole.added_up_by},
    )
    if changes:
        activity.record("indicator.broken_down", whole, by=by, changes={"by": ("", name), **changes})
    return whole


def ask_each_supplier(whole: Indicator, *, by: User) -> None:
    """What several agencies supply is asked of each, once it is agreed: each gives its own figure."""
    if whole.supplier is None or whole.parts.kept_parts().exists():
        return
    others = list(whole.other_suppliers.exclude(pk=whole.supplier.pk).order_by("name"))
    if not others:
        return
    groups = [Group(agency.name, supplier=agency) for agency in (whole.supplier, *others)]
    break_down(whole, Breakdown.AGENCY.value, groups, adds_up=can_be_added_up(whole), by=by)


def can_be_added_up(whole: Indicator) -> bool:
    """Counts are, and rates by what they are made of; a percentage alone is not."""
    return whole.unit == Unit.NUMBER or whole.takes_denominator


def keep_together(wholes: Iterable[int]) -> set[int]:
    """Give parts what changed of their wholes; those that changed for it. Whoever calls holds the families."""
    changed = set()
    for part in Indicator.objects.kept_parts().filter(parent__in=list(wholes)).select_related("parent"):
        whole = part.parent
        assert whole is not None
        wanted = _shared_with(whole, part.group_name)
        if part.breakdown_name != Breakdown.AGENCY:
            wanted["supplier_id"] = whole.supplier_id
        different = [field for field, value in wanted.items() if getattr(part, field) != value]
        for field in different:
            setattr(part, field, wanted[field])
        if different:
            part.save(update_fields=[field.removesuffix("_id") for field in different])
            changed.add(part.pk)
    return changed


def refuse_alone(indicator: Indicator) -> None:
    """A part that is kept with its whole lives with it."""
    if indicator.group_name:
        raise Refused(
            f"{indicator.code} is kept with {indicator.parent.code if indicator.parent else 'its whole'}: "
            "what happens to it is decided there, in how that is broken down."
        )


def _refuse(whole: Indicator, name: str, groups: Sequence[Group], *, adds_up: bool) -> None:
    if whole.group_name:
        raise Refused(f"{whole.code} is itself one of the groups of another, and is not broken down further.")
    if whole.status != IndicatorStatus.AGREED:
        raise Refused(f"{whole.code} is not agreed. Its parts are made once it is.")
    if not name:
        raise Refused("Say by what it is broken down, such as age band.")
    folded = [group.name.casefold() for group in groups]
    if groups and (len(groups) < FEWEST_GROUPS or not all(folded)):
        raise Refused("Name at least two groups, or none.")
    if twice := next((group.name for group in groups if folded.count(group.name.casefold()) > 1), ""):
        raise Refused(f"“{twice}” is there twice. Take one out.")
    if long := next((one.name for one in groups if len(_title(whole, one.name)) > LONGEST_TITLE), ""):
        raise Refused(f"“{long}” makes too long a title with that of {whole.code}. Shorten it.")
    if adds_up and not can_be_added_up(whole):
        raise Refused(
            f"Figures of {whole.code} are not counts, nor out of counts, so they cannot be added up. "
            "Say what is counted and out of what, or let its supplier state the whole."
        )
    if groups and name != Breakdown.AGENCY and whole.supplier is None:
        raise Refused(f"{whole.code} has no supplier yet. Say which agency gives the figures of its groups.")


def _part_of(group: Group, name: str, whole: Indicator, parts: dict[int, Indicator]) -> Indicator | None:
    """The part it is; or was, before it was taken out."""
    if group.part is not None:
        if group.part not in parts:
            raise Refused(MEANWHILE)
        return parts[group.part]
    earlier = [part for part in parts.values() if part.breakdown_name == name and not part.group_name]
    return next((part for part in earlier if part.title.casefold() == _title(whole, group.name).casefold()), None)


def _take_out(parts: Iterable[Indicator], kept: set[int]) -> None:
    """Retired, and out of every data set; what was collected stays, and stays a part of the whole."""
    out = [part for part in parts if part.pk not in kept and part.group_name]
    for part in out:
        part.group_name, part.status = "", IndicatorStatus.RETIRED
        part.save(update_fields=["group_name", "status"])
        part.lines.all().delete()


def _save_parts(whole: Indicator, name: str, chosen: Sequence[tuple[Group, Indicator | None]]) -> list[Indicator]:
    # Free of their names first, so that two may change theirs for each other's.
    Indicator.objects.filter(pk__in=[part.pk for _, part in chosen if part]).update(group_name="")
    codes = _next_codes(whole)
    saved = []
    for group, part in chosen:
        one = part or Indicator(code=next(codes), parent=whole)
        values = _shared_with(whole, group.name) | {"breakdown_name": name, "group_name": group.name}
        values["supplier_id"] = group.supplier.pk if group.supplier else whole.supplier_id
        for field, value in values.items():
            setattr(one, field, value)
        one.save()
        saved.append(one)
    return saved


def _tell_whole(whole: Indicator, name: str, groups: Sequence[Group], *, adds_up: bool) -> None:
    live = whole.parts.kept_parts().order_by("pk").values_list("breakdown_name", flat=True)
    names = list(dict.fromkeys(live))
    places = (Breakdown.AGENCY.value, Breakdown.LOCALITY.value)
    if len(names) == 1 and names[0] in places:
        whole.breakdown, whole.breakdown_groups = names[0], ""
    else:
        whole.breakdown = Breakdown.GROUPS if names else Breakdown.NONE
        whole.breakdown_groups = ", ".join(names)
    if groups and adds_up:
        whole.added_up_by = name
    elif whole.added_up_by == name:
        whole.added_up_by = ""
    fields = ["breakdown", "breakdown_groups", "added_up_by"]
    suppliers = [group.supplier for group in groups if group.supplier]
    if suppliers and whole.supplier_id is None:
        whole.supplier = suppliers[0]
        fields.append("supplier")
    whole.save(update_fields=fields)
    if name == Breakdown.AGENCY:
        whole.other_suppliers.set([agency for agency in suppliers if agency.pk != whole.supplier_id])


def _shared_with(whole: Indicator, group: str) -> dict[str, Any]:
    return {field: getattr(whole, field) for field in SHARED} | {"title": _title(whole, group)}


def _title(whole: Indicator, group: str) -> str:
    return f"{whole.title}: {group}"


def _next_codes(whole: Indicator) -> Iterator[str]:
    taken = set(Indicator.objects.filter(code__startswith=f"{whole.code}.").values_list("code", flat=True))
    for number in range(1, 1_000):
        code = f"{whole.code}.{number}"
        if len(code) > LONGEST_CODE:
            raise Refused(f"The code {whole.code} is too long for its parts to have codes that begin with it.")
        if code not in taken:
            yield code


def _groups_of(parts: Iterable[Indicator], name: str) -> list[str]:
    return [part.group_name for part in parts if part.breakdown_name == name and part.group_name]
