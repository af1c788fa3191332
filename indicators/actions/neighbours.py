"""Which authorities are like ours, by a model of some year."""

from django.db import transaction
from django.utils import timezone

from board.permissions import require
from indicators.areas import Areas
from indicators.models import Neighbour, NeighbourSet
from indicators.permissions import can_keep_benchmarks
from indicators.sheets.benchmarks import ONS_CODE, Place
from indicators.sheets.neighbours import Model, Named, neighbours_in
from indicators.sheets.reading import SheetError
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User
from lscb.core.reading import Tables

SAME = "These neighbours are here already. Nothing was changed."
THERE_IS_ONE = "There is a model of this name and year with other neighbours. Take it away first."
TOO_MANY = "It names {} neighbours. A model names 30 at most."
MOST = 30


def read_neighbours(tables: Tables, *, own: str) -> Model:
    """Nothing is saved."""
    try:
        found = neighbours_in([[(row.number, row.cells) for row in table.rows] for table in tables.tables], own)
    except SheetError as error:
        raise Refused(str(error)) from error
    if len(found.neighbours) > MOST:
        raise Refused(TOO_MANY.format(len(found.neighbours)))
    return found


@transaction.atomic
def save_neighbours(
    tables: Tables, *, model: str, year: int, own: str, source: str = "", by: User | None
) -> tuple[NeighbourSet, Model]:
    """Its neighbours in the order of the model. Those that no file of figures has named are made by name and code."""
    require(by is None or can_keep_benchmarks(by))
    made, found = make_neighbours(tables, model=model, year=year, own=own, source=source, by=by)
    named = [str(one.area) for one in made.neighbours.select_related("area")]
    activity.record("neighbours.saved", made, by=by, changes={"neighbours": (None, named)})
    return made, found


def make_neighbours(
    tables: Tables, *, model: str, year: int, own: str, source: str = "", by: User | None
) -> tuple[NeighbourSet, Model]:
    found = read_neighbours(tables, own=own)
    areas = Areas()
    ours = areas.find(_place(found.own)) if found.own else areas.called(own)
    like = [areas.find(_place(one)) for one in found.neighbours]
    there = NeighbourSet.objects.kept().filter(model=model, year=year).select_related("own").first()
    if there is not None:
        stands = list(there.neighbours.order_by("place").values_list("area", flat=True))
        is_same = there.own == ours and stands == [area.pk for area in like if area]
        raise Refused(SAME if is_same else THERE_IS_ONE)
    areas.save()
    assert ours is not None
    if ours in like:
        raise Refused(f"It names {ours} as a neighbour of itself.")
    made = NeighbourSet.objects.create(
        model=model, year=year, own=ours, source=source, made_at=timezone.now(), made_by=by
    )
    Neighbour.objects.bulk_create(
        Neighbour(neighbour_set=made, area=area, place=place, closeness=named.closeness[:40])
        for place, (area, named) in enumerate(zip(like, found.neighbours, strict=True), 1)
        if area is not None
    )
    return made, found


@transaction.atomic
def take_neighbours_away(chosen: NeighbourSet, *, by: User) -> NeighbourSet:
    require(can_keep_benchmarks(by))
    chosen = NeighbourSet.objects.lock(chosen.pk)
    if chosen.taken_away_at:
        raise Refused("It was taken away already.")
    chosen.taken_away_at, chosen.taken_away_by = timezone.now(), by
    chosen.save(update_fields=["taken_away_at", "taken_away_by"])
    activity.record("neighbours.taken_away", chosen, by=by)
    return chosen


def _place(named: Named) -> Place:
    if ONS_CODE.fullmatch(named.code):
        return Place("authority", code=named.code, name=named.name)
    return Place("authority", old_code=named.code, name=named.name)
