"""The demonstration Board itself: agencies, groups, meetings, priorities, key questions."""

from datetime import time, timedelta

from board.enums import AgencyKind, GroupKind, Sector
from board.models import Agency, Board, Group, KeyQuestion, Meeting, Priority
from demo import roles
from demo.calendar import Calendar, working_day_from, years_before
from demo.log import Log
from demo.people import BOARD, SIGN_INS, telephone
from demo.world import World

AGENCIES = (
    ("Children’s services", "Council: children’s services", Sector.LOCAL_AUTHORITY, AgencyKind.COUNCIL),
    ("Early help", "Council: early help", Sector.LOCAL_AUTHORITY, AgencyKind.COUNCIL),
    ("Youth justice", "Council: youth justice", Sector.LOCAL_AUTHORITY, AgencyKind.COUNCIL),
    ("Care board", "Integrated care board", Sector.HEALTH, AgencyKind.NHS_BOARD),
    ("Hospitals", "North Aldermere Hospitals", Sector.HEALTH, AgencyKind.NHS_PROVIDER),
    ("Vale", "Vale Community Health", Sector.HEALTH, AgencyKind.NHS_PROVIDER),
    ("Ambulance", "Midshire Ambulance", Sector.HEALTH, AgencyKind.NHS_PROVIDER),
    ("Police", "Midshire Police", Sector.CRIMINAL_JUSTICE, AgencyKind.POLICE),
    ("Probation", "Probation, Midshire", Sector.CRIMINAL_JUSTICE, AgencyKind.PROBATION),
    ("Schools", "Aldermere Schools and College", Sector.EDUCATION, AgencyKind.SCHOOL),
    ("Fire", "Midshire Fire and Rescue", Sector.OTHER, AgencyKind.FIRE),
    ("Voluntary Action", "Voluntary Action Aldermere", Sector.VOLUNTARY, AgencyKind.VOLUNTARY),
)

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


def load(calendar: Calendar, log: Log) -> World:
    _settings()
    agencies = {
        short: Agency(name=name, short_name=short, sector=sector, kind=kind) for short, name, sector, kind in AGENCIES
    }
    Agency.objects.bulk_create(agencies.values())
    groups = {name: Group(name=name, kind=kind, terms_of_reference=terms) for name, kind, terms in GROUPS}
    Group.objects.bulk_create(groups.values())
    people = roles.invite(calendar)
    world = World(calendar, agencies, groups, people, _priorities(calendar), _key_questions())
    roles.appoint(world)
    roles.seat(world)
    meetings = _meetings(world)
    began_at = calendar.moment(years_before(calendar.today, 4), 9)
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
