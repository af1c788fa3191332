"""Places as files name them, found among those that are kept, or made."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Max

from indicators.models import Area
from indicators.sheets.benchmarks import ENGLAND, OLD_CODE, ONS_CODE, Place, folded, kind_of
from lscb.core import editing
from lscb.core.exceptions import Refused

# Older tables name a region without its code, and in capitals.
REGIONS = {
    "E12000001": "North East", "E12000002": "North West", "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands", "E12000005": "West Midlands", "E12000006": "East of England", "E12000007": "London",
    "E12000008": "South East", "E12000009": "South West", "E13000001": "Inner London", "E13000002": "Outer London",
    ENGLAND: "England",
}  # fmt: skip
_REGION_CODES = {folded(name): code for code, name in REGIONS.items()}
NOT_KNOWN = "Nothing here is called {}. Bring in a file that gives its code, or write the code itself."
MEANWHILE = "Another file that names the same places was saved meanwhile. Try again."


class Areas:
    """All there are, by one query; those met for the first time are made by ``save``."""

    def __init__(self) -> None:
        # Where two have had the same old code, the one with the newest figures goes by it.
        there: list[Any] = list(Area.objects.select_related("region").annotate(latest=Max("figures__ends_on")))
        there.sort(key=lambda area: area.latest or date.min)
        self._by_code: dict[str, Area] = {area.ons_code: area for area in there if area.ons_code}
        self._by_old: dict[str, Area] = {area.old_code: area for area in there if area.old_code}
        self._by_name: dict[str, Area] = {folded(area.name): area for area in there}
        self._new: list[Area] = []
        self._changed: dict[int, Area] = {}

    def find(self, place: Place) -> Area | None:
        """None for one that is named by nothing but a name nobody here has heard."""
        place = _as_known(place)
        code = place.code
        area = self._by_code.get(code) if code else None
        if area is None:
            # A neighbour model may have named it first, by its old code alone.
            named_first = self._by_old.get(place.old_code) if place.old_code else None
            if named_first is not None and (not code or not named_first.ons_code):
                area = named_first
        if area is None and not code and not place.old_code:
            return self._by_name.get(folded(place.name))
        if area is None:
            area = Area(kind=place.kind, name=place.name or code or place.old_code, ons_code=code)
            self._new.append(area)
        self._learn(area, place, code)
        return area

    def called(self, text: str) -> Area:
        """By name or code, as a person writes it."""
        written = text.strip()
        for there in (
            self._by_code.get(written.upper()),
            self._by_old.get(written),
            self._by_name.get(folded(written)),
        ):
            if there is not None:
                return there
        if ONS_CODE.fullmatch(written.upper()):
            return self.find(Place("authority", code=written.upper())) or Area()
        if OLD_CODE.fullmatch(written):
            return self.find(Place("authority", old_code=written)) or Area()
        raise Refused(NOT_KNOWN.format(f"“{written}”"))

    def save(self) -> None:
        """Regions first, for authorities point at them."""
        with editing.one_of_a_kind(MEANWHILE):
            self._save()

    def _save(self) -> None:
        for area in sorted(self._new, key=lambda one: one.kind == "authority"):
            area.save()
        for area in self._changed.values():
            area.save(update_fields=["name", "ons_code", "old_code", "region"])
        self._new, self._changed = [], {}

    def _learn(self, area: Area, place: Place, code: str) -> None:
        """What this place says of itself that was not known."""
        before = (area.name, area.ons_code, area.old_code, area.region)
        if code and not area.ons_code:
            area.ons_code = code
        if place.old_code and not area.old_code:
            area.old_code = place.old_code
        if place.name and area.name in {area.ons_code, area.old_code}:
            area.name = place.name
        region_code, region_name = place.region
        if region_code and area.region is None:
            area.region = self.find(Place("region", region_code, region_name))
        if area.ons_code:
            self._by_code[area.ons_code] = area
        if area.old_code:
            self._by_old.setdefault(area.old_code, area)
        self._by_name.setdefault(folded(area.name), area)
        if area.pk and before != (area.name, area.ons_code, area.old_code, area.region):
            self._changed[area.pk] = area


def _as_known(place: Place) -> Place:
    """England and its regions by their names, where no code says otherwise."""
    code = place.code or ("" if place.old_code else _REGION_CODES.get(folded(place.name), ""))
    return replace(place, kind=kind_of(code), code=code, name=REGIONS[code]) if code in REGIONS else place


def newest_first(places: Iterable[tuple[str, Place]]) -> list[Place]:
    """So that of two authorities with one old code, the newer goes by it. ``places``: each with its period."""
    return [place for _period, place in sorted(places, key=lambda pair: pair[0], reverse=True)]
