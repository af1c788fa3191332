"""Who is on the demonstration Board. All invented; the telephone numbers are Ofcom's fictional ones."""

import unicodedata
from dataclasses import dataclass

# Everybody's, in the demonstration alone.
PASSWORD = "lantern orchard twelve"  # noqa: S105


BOARD = "Aldermere Safeguarding Children Board"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    held: tuple[tuple[str, str], ...]  # each a role, and the short name of the agency or group it is about
    has_left: bool = False
    has_joined: bool = True

    @property
    def email(self) -> str:
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        *_titles, first, last = plain.split()
        return f"{first}.{last}@example.org"


def _person(name: str, *appointments: str, has_left: bool = False, has_joined: bool = True) -> Person:
    """Each appointment is written as ``role`` or ``role: short name``."""
    parts = [appointment.partition(": ") for appointment in appointments]
    return Person(name, tuple((role, about) for role, _, about in parts), has_left, has_joined)


PEOPLE = (
    _person("Helen Ostrow", "manager"),
    _person("Sana Karim", "analyst"),
    _person("Judith Marlowe", "independent_chair"),
    _person("Edwin Thackray", "inspector"),
    # Council
    _person("Adaeze Nwosu", "agency_lead: Children’s services"),
    _person("Graham Pell", "board_member: Children’s services"),
    _person("Lucy Barnard", "agency_contributor: Children’s services"),
    _person("Imran Sheikh", "agency_lead: Early help", "agency_lead: Youth justice"),
    _person("Carys Bevan", "board_member: Early help"),
    _person("Owen Fitch", "board_member: Youth justice", "group_chair: Exploitation group"),
    # Health
    _person("Nadia Rahman", "agency_lead: Care board"),
    _person("Dr Philip Orme", "board_member: Care board", "group_chair: Performance group"),
    _person("Dr Lucia Ferreira", "agency_lead: Hospitals"),
    _person("Bridget Ames", "board_member: Hospitals"),
    _person("Kofi Mensah", "agency_contributor: Hospitals"),
    _person("Marcus Adeyemi", "agency_lead: Vale"),
    _person("Dr Amara Quist", "board_member: Vale", "group_chair: Audit group"),
    _person("Ruth Asante", "agency_contributor: Vale"),
    _person("Tom Eddy", "agency_contributor: Vale"),
    _person("Terry Boyle", "agency_lead: Ambulance"),
    _person("Siân Probert", "board_member: Ambulance"),
    # Police and probation
    _person("Joanne Creasey", "agency_lead: Police"),
    _person("Daniel Okoro", "agency_lead: Police"),
    _person("Priya Nair", "board_member: Police"),
    _person("Rachel Hale", "agency_lead: Probation"),
    _person("Martin Yeo", "board_member: Probation", "group_chair: Case review group"),
    # Schools, fire and rescue, voluntary sector
    _person("Jane Whitlock", "agency_lead: Schools"),
    _person("Hugh Pargeter", "board_member: Schools", "group_chair: Learning group"),
    _person("Stephen Lunn", "agency_lead: Fire"),
    _person("Wendy Ormerod", "board_member: Fire"),
    _person("Farida Begum", "agency_lead: Voluntary Action"),
    _person("Colin Tate", "board_member: Voluntary Action"),
    # Lay members
    _person("Beatrice Holloway", "board_member"),
    _person("Samuel Achebe", "board_member"),
    # Invited this week, and left last year
    _person("Nikhil Rao", "agency_contributor: Youth justice", has_joined=False),
    _person("Gareth Moss", "agency_lead: Vale", has_left=True),
)

# One person to try each role with.
SIGN_INS = {
    "manager": "helen.ostrow@example.org",
    "analyst": "sana.karim@example.org",
    "agency_lead": "marcus.adeyemi@example.org",
    "agency_contributor": "ruth.asante@example.org",
    "board_member": "priya.nair@example.org",
    "group_chair": "philip.orme@example.org",
    "independent_chair": "judith.marlowe@example.org",
    "inspector": "edwin.thackray@example.org",
}


def telephone(place: int) -> str:
    """A number that nobody has: 01632 960000 to 960999 are set aside for stories."""
    return f"01632 960 {100 + place:03}"
