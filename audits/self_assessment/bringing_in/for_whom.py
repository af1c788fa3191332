"""For whom a question is, in a table’s words: kinds and sectors in one line, each agency in a line of its own."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from board.enums import AgencyKind, Sector

LABELS = {label.casefold() for labels in (AgencyKind.labels, Sector.labels) for label in labels}
AN_AGENCY = "Agency: {}"  # one that bears the name of a kind or a sector


@dataclass
class ForWhom:
    """Nobody named in any way: for all."""

    kinds: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)  # by name

    @property
    def in_words(self) -> str:
        return words_for(self.kinds, self.sectors, self.agencies)


def words_for(kinds: Sequence[str], sectors: Sequence[str], agencies: Sequence[str]) -> str:
    in_a_line = [*(AgencyKind(kind).label for kind in kinds), *(Sector(sector).label for sector in sectors)]
    named = [AN_AGENCY.format(name) if name.casefold() in LABELS else name for name in agencies]
    return "\n".join(filter(None, ["; ".join(in_a_line), *named]))


def for_whom(words: str, agencies: Collection[str], doubts: list[str]) -> ForWhom:
    """What each part names; a word for a kind in this product's own shorthand is taken last."""
    found = ForWhom()
    places = _places(found, agencies)
    unknown = []
    for part in _parts(words, places):
        if place := places.get(part.casefold()):
            place[0].append(place[1])
        else:
            unknown.append(part)
    if unknown:
        doubts.append(f"“{'; '.join(unknown)}” is no agency, kind of agency or sector that is known, and is left out.")
    return found


def _parts(words: str, known: Collection[str]) -> Iterator[str]:
    """A line is an agency's name as a whole, or several parts: a name may hold what else divides them."""
    for line in filter(None, map(str.strip, words.splitlines())):
        parts = [line] if line.casefold() in known else [part.strip() for part in line.split(";")]
        yield from (part for part in parts if part and part.casefold() != "all")


def _places(found: ForWhom, agencies: Collection[str]) -> dict[str, tuple[list[str], str]]:
    shorthand = {kind.value: (found.kinds, kind.value) for kind in AgencyKind}
    named = {name.casefold(): (found.agencies, name) for name in agencies}
    said_so = {AN_AGENCY.format(name).casefold(): (found.agencies, name) for name in agencies}
    sectors = {sector.label.casefold(): (found.sectors, sector.value) for sector in Sector}
    kinds = {kind.label.casefold(): (found.kinds, kind.value) for kind in AgencyKind}
    return {**shorthand, **named, **said_so, **sectors, **kinds}
