"""Who the Board is: read by anyone with a role, kept by the manager."""

from datetime import date
from typing import Any

from board.enums import Role
from board.models import ExtraHoliday, KeyQuestion, Membership, Priority
from lscb.core import activity
from tests.factories.board import AbsenceFactory, AgencyFactory, AppointmentFactory
from tests.factories.core import NotificationFactory, UserFactory, infected_file
from tests.policy.matrix.rows import EVERYONE, READERS, Maker, Row

WITH_A_ROLE = EVERYONE - {"nobody"}
KNOW_EVERYONE = frozenset({"manager", "analyst", "chair"})
MANAGER = frozenset({"manager"})
# Acts on what has a page of its own: nobody is not told that it is there.
UNKNOWN_TO_NOBODY = {"nobody": 404}
# Before and after in a timeline are for whoever edits the thing, and for the manager.
CHANGES = "Before and after"
UNKNOWN_TO_MOST = dict.fromkeys(EVERYONE - KNOW_EVERYONE, 404)


def furnish(world: Any) -> None:
    for thing in (world.group, world.meeting):
        activity.record("group.changed", thing, by=None, changes={"name": ("Old", "New")})
    person = UserFactory(joined_at=None)
    aim = Priority.objects.create(year=2026, number=1, title="Neglect")
    Priority.objects.create(year=2026, number=2, title="Exploitation")
    question = KeyQuestion.objects.create(number=1, text="Are children safe?")
    KeyQuestion.objects.create(number=2, text="Do agencies work effectively?")
    world.things |= {
        "person": person,
        "role": AppointmentFactory(person=person, role=Role.AGENCY_LEAD, agency=AgencyFactory()),
        "membership": Membership.objects.create(group=world.group, person=UserFactory()),
        "priority": aim,
        "key_question": question,
        "absence": AbsenceFactory(),
        "held_file": infected_file(),
        "undelivered": NotificationFactory(last_error="no such address"),
        "holiday": ExtraHoliday.objects.create(day=date(2026, 12, 29), why="Offices closed"),
    }


def of(name: str) -> Maker:
    return lambda world: {"pk": (world.things.get(name) or getattr(world, name)).pk}


def reads(name: str, **fields: Any) -> Row:
    return Row(name, WITH_A_ROLE, **fields)


def asks(name: str, thing: str = "", unknown: dict[str, int] | None = None, **fields: Any) -> Row:
    """The page before an act of the manager's."""
    arguments = {"arguments": of(thing)} if thing else {}
    exceptions = (UNKNOWN_TO_NOBODY if unknown is None else unknown) if thing else {}
    return Row(name, MANAGER, exceptions=exceptions, **arguments, **fields)


def acts(name: str, thing: str = "", **fields: Any) -> Row:
    return asks(name, thing, method="post", **({"ok": 302} | fields))


ROWS: list[Row] = [
    reads("board:home"),
    reads("board:me", ok=302),
    asks("board:settings"),
    acts("board:settings", ok=200),
    acts("board:holiday-add", data=lambda _: {"day": "30 December 2026", "why": "Offices closed"}),
    acts("board:holiday-remove", "holiday", unknown={}),
    asks("board:retention"),
    acts("board:retention"),
    asks("board:files-not-whole"),
    acts("board:files-not-whole"),
    acts("board:file-scan-again", "held_file", unknown={}),
    asks("board:file-discard", "held_file", unknown={}),
    acts("board:file-discard", "held_file", unknown={}, data=lambda _: {"reason": "Sent again"}),
    asks("board:messages-undelivered"),
    acts("board:message-send-again", "undelivered", unknown={}),
    # Agencies
    reads("board:agency-list"),
    reads(
        "board:agency-detail",
        arguments=of("agency"),
        exceptions=UNKNOWN_TO_NOBODY,
        # The audit programme's entry about this agency, which the programme's own rows furnish.
        secret=lambda _: "1 open entry",
        secret_for=READERS | {"agency_lead", "contributor"},
    ),
    asks("board:agency-add"),
    acts("board:agency-add", data=lambda _: {"name": "Harbour Trust", "sector": "voluntary"}),
    asks("board:agency-change", "agency"),
    acts("board:agency-change", "agency", data=lambda _: {"name": "Harbour Trust", "sector": "voluntary"}, ok=200),
    asks("board:agency-deactivate", "agency"),
    acts("board:agency-deactivate", "agency"),
    acts("board:agency-reactivate", "agency"),
    # People
    Row("board:person-list", KNOW_EVERYONE),
    Row(
        "board:person-detail",
        KNOW_EVERYONE,
        arguments=of("person"),
        refused=404,
    ),
    asks("board:person-invite"),
    acts("board:person-invite", ok=200),
    asks("board:person-change", "person", UNKNOWN_TO_MOST),
    acts("board:person-change", "person", unknown=UNKNOWN_TO_MOST, ok=200),
    asks("board:person-away", "person", UNKNOWN_TO_MOST),
    acts("board:person-away", "person", unknown=UNKNOWN_TO_MOST, ok=200),
    acts("board:person-back", "absence", unknown=UNKNOWN_TO_MOST),
    acts("board:person-invite-again", "person", unknown=UNKNOWN_TO_MOST),
    asks("board:person-deactivate", "person", UNKNOWN_TO_MOST),
    acts("board:person-deactivate", "person", unknown=UNKNOWN_TO_MOST),
    acts("board:person-directory-remove", "person", unknown=UNKNOWN_TO_MOST),
    acts("board:person-reactivate", "person", unknown=UNKNOWN_TO_MOST),
    asks("board:person-second-steps-remove", "person", UNKNOWN_TO_MOST),
    acts("board:person-second-steps-remove", "person", unknown=UNKNOWN_TO_MOST),
    # Who has access
    asks("board:access"),
    asks("board:access-download"),
    acts("board:access-reviewed", data=lambda _: {"note": "All as it should be"}),
    asks("board:role-give", "person", UNKNOWN_TO_MOST),
    acts(
        "board:role-give",
        "person",
        unknown=UNKNOWN_TO_MOST,
        data=lambda _: {"role": Role.ANALYST.value},
    ),
    asks("board:role-end", "role", UNKNOWN_TO_MOST),
    acts("board:role-end", "role", unknown=UNKNOWN_TO_MOST),
    # Groups
    reads("board:group-list"),
    reads(
        "board:group-detail",
        arguments=of("group"),
        exceptions=UNKNOWN_TO_NOBODY,
        secret=lambda _: CHANGES,
        secret_for=MANAGER,
    ),
    asks("board:group-add"),
    acts("board:group-add", data=lambda _: {"name": "Neglect group", "kind": "sub_group", "is_active": "on"}),
    asks("board:group-change", "group"),
    acts("board:group-change", "group", ok=200),
    asks("board:member-add", "group"),
    acts("board:member-add", "group", data=lambda world: {"person": world.things["person"].pk}),
    asks("board:member-remove", "membership"),
    acts("board:member-remove", "membership"),
    asks("board:member-chair", "membership"),
    acts("board:member-chair", "membership"),
    # Meetings
    reads("board:meeting-list"),
    reads(
        "board:meeting-detail",
        arguments=of("meeting"),
        exceptions=UNKNOWN_TO_NOBODY,
        secret=lambda _: CHANGES,
        secret_for=MANAGER,
    ),
    asks("board:meeting-add"),
    acts("board:meeting-add", data=lambda world: {"group": world.group.pk, "held_on": "18 June 2027"}),
    asks("board:meeting-change", "meeting"),
    acts("board:meeting-change", "meeting", ok=200),
    # What it is for
    reads("board:priorities"),
    reads("board:priorities-of", arguments=lambda _: {"year": 2026}),
    asks("board:priority-add", arguments=lambda _: {"year": 2026}),
    acts("board:priority-add", arguments=lambda _: {"year": 2026}, data=lambda _: {"title": "Early help"}),
    asks("board:priority-change", "priority"),
    acts("board:priority-change", "priority", ok=200),
    acts("board:priority-move", "priority", data=lambda _: {"to": "2"}),
    asks("board:priority-remove", "priority"),
    acts("board:priority-remove", "priority"),
    reads("board:key-questions"),
    asks("board:key-question-add"),
    acts("board:key-question-add", data=lambda _: {"text": "Do children feel safer?"}),
    asks("board:key-question-change", "key_question"),
    acts("board:key-question-change", "key_question", ok=200),
    acts("board:key-question-move", "key_question", data=lambda _: {"to": "2"}),
    asks("board:key-question-remove", "key_question"),
    acts("board:key-question-remove", "key_question"),
]
