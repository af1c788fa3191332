"""The demonstration Board itself: agencies, groups, people and their roles, meetings, priorities, key questions."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.contrib.auth.hashers import make_password

from board.enums import GroupKind, Role, Sector
from board.models import Agency, Board, Group, KeyQuestion, Meeting, Membership, Priority, RoleAppointment
from demo.calendar import Calendar, working_day_from
from demo.log import Log
from demo.people import PASSWORD, PEOPLE, SIGN_INS, Person, telephone
from lscb.core.models import Invitation, User

AGENCIES = (
    ("Children’s services", "Council: children’s services", Sector.LOCAL_AUTHORITY),
    ("Early help", "Council: early help", Sector.LOCAL_AUTHORITY),
    ("Youth justice", "Council: youth justice", Sector.LOCAL_AUTHORITY),
    ("Care board", "Integrated care board", Sector.HEALTH),
    ("Hospitals", "North Aldermere Hospitals", Sector.HEALTH),
    ("Vale", "Vale Community Health", Sector.HEALTH),
    ("Ambulance", "Midshire Ambulance", Sector.HEALTH),
    ("Police", "Midshire Police", Sector.CRIMINAL_JUSTICE),
    ("Probation", "Probation, Midshire", Sector.CRIMINAL_JUSTICE),
    ("Schools", "Aldermere Schools and College", Sector.EDUCATION),
    ("Fire", "Midshire Fire and Rescue", Sector.OTHER),
    ("Voluntary Action", "Voluntary Action Aldermere", Sector.VOLUNTARY),
)

BOARD = "Aldermere Safeguarding Children Board"
GROUPS = (
    (BOARD, GroupKind.BOARD, "Holds each agency to account for what it does to keep children safe."),
    ("Executive", GroupKind.EXECUTIVE, "Sets the Board’s business and its budget between meetings."),
    ("Performance group", GroupKind.SUB_GROUP, "Reads the quarterly figures and asks what lies behind them."),
    ("Audit group", GroupKind.SUB_GROUP, "Keeps the audit programme and weighs what audits find."),
    ("Exploitation group", GroupKind.SUB_GROUP, "Looks at missing, exploited and trafficked children."),
    ("Learning group", GroupKind.SUB_GROUP, "Spreads lessons and checks what training changes."),
    ("Case review group", GroupKind.SUB_GROUP, "Decides on reviews and follows their recommendations."),
)

PRIORITIES = (
    ("Neglect", "Notice it sooner, name it, and stay until home life is good enough."),
    ("Exploitation", "Know which children are drawn in, and disrupt those who draw them."),
    ("Early help", "Offer help when it is first asked for, before harm is done."),
    ("The child’s voice", "Record what each child says, and show what it changed."),
)

KEY_QUESTIONS = (
    "Are children safer because of what agencies do together?",
    "Does each agency do its own part well?",
    "Do children say that they feel safer?",
    "Is the whole getting better, and how do we know?",
)


@dataclass(frozen=True)
class World:
    """What the other parts of the demonstration hang from, by short name."""

    calendar: Calendar
    agencies: dict[str, Agency]
    groups: dict[str, Group]
    people: dict[str, User]
    priorities: list[Priority]
    key_questions: list[KeyQuestion]

    @property
    def manager(self) -> User:
        return self.people[SIGN_INS["manager"]]

    @property
    def analyst(self) -> User:
        return self.people[SIGN_INS["analyst"]]

    def lead_of(self, agency: Agency) -> User:
        """The first of the agency's leads who still works there."""
        short_name = agency.short_name
        return next(
            self.people[person.email]
            for person in PEOPLE
            if not person.has_left and (Role.AGENCY_LEAD, short_name) in _held(person)
        )


def load(calendar: Calendar, log: Log) -> World:
    _settings()
    agencies = {short: Agency(name=name, short_name=short, sector=sector) for short, name, sector in AGENCIES}
    Agency.objects.bulk_create(agencies.values())
    groups = {name: Group(name=name, kind=kind, terms_of_reference=terms) for name, kind, terms in GROUPS}
    Group.objects.bulk_create(groups.values())
    people = _people(calendar)
    world = World(calendar, agencies, groups, people, _priorities(calendar), _key_questions())
    _appoint(world)
    _seat(world)
    meetings = _meetings(world)
    began_at = calendar.moment(_years_before(calendar.today, 4), 9)
    for verb, made in (("agency", agencies.values()), ("group", groups.values()), ("meeting", meetings)):
        for one in made:
            log.record(f"{verb}.added", one, by=world.manager, at=began_at)
    for user in people.values():
        if user.joined_at:
            log.record("person.joined", user, by=user, at=user.joined_at)
    return world


def _settings() -> None:
    board = Board.current()
    board.name, board.short_name, board.area = BOARD, "ASCB", "Aldermere"
    board.contact_name, board.contact_email = "Helen Ostrow", SIGN_INS["manager"]
    board.contact_telephone = telephone(0)
    board.save()


def _people(calendar: Calendar) -> dict[str, User]:
    # One hash for all: Argon2 takes its time, and everyone's phrase is the same.
    password = make_password(PASSWORD)
    people = {
        person.email: User(
            email=person.email,
            name=person.name,
            telephone=telephone(place),
            password=password if person.has_joined else make_password(None),
            is_active=not person.has_left,
            joined_at=calendar.moment(_years_before(calendar.today, 4)) if person.has_joined else None,
        )
        for place, person in enumerate(PEOPLE)
    }
    User.objects.bulk_create(people.values())
    invited_at = calendar.moment(calendar.working_days_ago(3))
    for person in PEOPLE:
        if not person.has_joined:
            Invitation.objects.create(
                user=people[person.email],
                token_digest=Invitation.digest(Invitation.new_token()),
                invited_by=people[SIGN_INS["manager"]],
                invited_at=invited_at,
                expires_at=invited_at + timedelta(days=14),
            )
    return people


def _priorities(calendar: Calendar) -> list[Priority]:
    this_year = calendar.board_year
    return Priority.objects.bulk_create(
        Priority(year=year, number=number, title=title, description=description)
        for year in (this_year, this_year - 1)
        for number, (title, description) in enumerate(PRIORITIES, 1)
    )[: len(PRIORITIES)]


def _key_questions() -> list[KeyQuestion]:
    return KeyQuestion.objects.bulk_create(
        KeyQuestion(number=number, text=text) for number, text in enumerate(KEY_QUESTIONS, 1)
    )


def _held(person: Person) -> list[tuple[str, str]]:
    return [(appointment.role, appointment.about) for appointment in person.appointments]


def _appoint(world: World) -> None:
    today = world.calendar.today
    appointments = []
    for person in PEOPLE:
        for role, about in _held(person):
            ends_on = today + timedelta(days=60) if role == Role.INSPECTOR else None
            appointments.append(
                RoleAppointment(
                    person=world.people[person.email],
                    role=role,
                    agency=world.agencies.get(about),
                    group=world.groups.get(about),
                    starts_on=_years_before(today, 4) if person.has_joined else today - timedelta(days=5),
                    ends_on=_years_before(today, 1) if person.has_left else ends_on,
                )
            )
    RoleAppointment.objects.bulk_create(appointments)


def _seat(world: World) -> None:
    """Board members represent their agencies, leads are their deputies; every group has its chair and members."""
    seats = []
    for person in PEOPLE:
        user = world.people[person.email]
        for role, about in _held(person):
            if role == Role.INDEPENDENT_CHAIR:
                seats += [
                    Membership(group=world.groups[name], person=user, is_chair=True) for name in (BOARD, "Executive")
                ]
            if role == Role.GROUP_CHAIR:
                seats.append(
                    Membership(group=world.groups[about], person=user, agency=_own_agency(world, person), is_chair=True)
                )
            if role == Role.BOARD_MEMBER:
                seats.append(Membership(group=world.groups[BOARD], person=user, agency=world.agencies.get(about)))
    seats += _leads_on_sub_groups(world)
    Membership.objects.bulk_create(seats)
    for agency in world.agencies.values():
        agency.representative = next(
            world.people[person.email] for person in PEOPLE if (Role.BOARD_MEMBER, agency.short_name) in _held(person)
        )
        agency.deputy = world.lead_of(agency)
    Agency.objects.bulk_update(world.agencies.values(), ["representative", "deputy"])


def _own_agency(world: World, person: Person) -> Agency | None:
    return next((world.agencies[about] for _, about in _held(person) if about in world.agencies), None)


def _leads_on_sub_groups(world: World) -> list[Membership]:
    """Each sub-group hears half of the agencies, turn about."""
    sub_groups = [group for group in world.groups.values() if group.kind == GroupKind.SUB_GROUP]
    seats = {
        (group.pk, world.lead_of(agency).pk): Membership(group=group, person=world.lead_of(agency), agency=agency)
        for turn, group in enumerate(sub_groups)
        for agency in list(world.agencies.values())[turn % 2 :: 2]
    }
    return list(seats.values())


def _meetings(world: World) -> list[Meeting]:
    """The Board's, and three weeks before each the performance and audit groups'."""
    meetings = []
    for day in world.calendar.board_meetings():
        before = working_day_from(day - timedelta(weeks=3))
        chamber = "County Hall, Council Chamber"
        meetings += [
            Meeting(group=world.groups[BOARD], held_on=day, starts_at=time(10), place=chamber),
            Meeting(group=world.groups["Performance group"], held_on=before, starts_at=time(14), place="Online"),
            Meeting(group=world.groups["Audit group"], held_on=before, starts_at=time(9, 30), place="Online"),
        ]
    return Meeting.objects.bulk_create(meetings)


def _years_before(day: date, years: int) -> date:
    return day - timedelta(days=365 * years)
