"""A return in the hands of its agency, as the tests of entering and submitting need it."""

from dataclasses import dataclass
from typing import Any

from board.enums import Role
from board.models import Agency
from indicators.models import Figure, IndicatorReturn
from lscb.core.models import User
from tests.factories.board import AgencyFactory, agency_lead, person_with
from tests.factories.indicators import FigureFactory, ReturnFactory

# Within the factory's period: opened on 1 October, due on 28 October, locked after 27 November 2026.
IN_TIME, LATE, LOCKED = "2026-10-20 09:41", "2026-11-06 09:41", "2026-11-28 00:30"


@dataclass
class Desk:
    """One agency's return, its lead, and a colleague who may be handed rows."""

    agency: Agency
    item: IndicatorReturn
    lead: User
    colleague: User

    def figure(self, **fields: Any) -> Figure:
        return FigureFactory(indicator_return=self.item, **fields)


def desk(**fields: Any) -> Desk:
    agency = AgencyFactory()
    return Desk(
        agency=agency,
        item=ReturnFactory(agency=agency, **fields),
        lead=agency_lead(agency, name="Marcus Adeyemi"),
        colleague=person_with(Role.AGENCY_CONTRIBUTOR, agency=agency, name="Ruth Asante"),
    )


def row(figure: Figure, *, version: int | None = None, **texts: str) -> dict[str, str]:
    """A row as its page sends it: what is stored, but for the texts named."""
    names = ["missing_reason", "commentary", "explanation"]
    names += ["numerator_text", "denominator_text"] if figure.indicator.takes_denominator else ["value_text"]
    sent = {name: getattr(figure, name) for name in names} | texts
    version = figure.version if version is None else version
    return {f"row-{figure.pk}-{name}": text for name, text in sent.items()} | {f"row-{figure.pk}-version": str(version)}
