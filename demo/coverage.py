"""The coverage matrix, what entries of the programme answer, and the report of one of their audits."""

from audits.programme.models import Audit, ProgrammeEntry
from demo.documents import word_file
from demo.indicators import definitions
from demo.log import Log
from demo.series import Definition
from demo.world import World
from frameworks.enums import CellKind
from frameworks.models import Coverage, CoverageCell, CoverageRow, CoverageSection, MonitoringActivity, Standard

KINDS = {"+": CellKind.TICK, "~": CellKind.LIVE, "-": CellKind.NOT_NEEDED}


def load(world: World, log: Log) -> None:
    (said,) = definitions("coverage")
    coverage = Coverage.objects.create(title=said["title"])
    questions = {question.number: question for question in world.key_questions}
    activities: dict[str, MonitoringActivity] = {}
    for activity in MonitoringActivity.objects.of_adopted().select_related("standard").order_by("-position", "-pk"):
        activities[activity.standard.code] = activity  # the first of a standard
    for place, part in enumerate(said["sections"]):
        section = CoverageSection.objects.create(
            coverage=coverage, position=place, title=part["title"], introduction=part["introduction"]
        )
        for position, one in enumerate(part["rows"]):
            row = CoverageRow.objects.create(
                section=section,
                position=position,
                title=one["title"],
                words=one.get("words", ""),
                how_often=one["often"],
                activity=activities.get(one.get("activity", "")),
            )
            row.key_questions.set(questions[number] for number in one["questions"] if number in questions)
            CoverageCell.objects.bulk_create(_cell(row, sector, words) for sector, words in one["cells"].items())
    log.record(
        "coverage.added", coverage, by=world.manager, at=world.calendar.moment(world.calendar.working_days_ago(40), 10)
    )
    _link(said["answers"], world)
    _attach(said["report"], world)


def _cell(row: CoverageRow, sector: str, words: str) -> CoverageCell:
    kind = KINDS.get(words, CellKind.WORDS)
    return CoverageCell(row=row, sector=sector, kind=kind, words=words if kind == CellKind.WORDS else "")


def _link(answers: Definition, world: World) -> None:
    standards = {one.code: one for one in Standard.objects.filter(section__framework__status="adopted")}
    for subject, one in answers.items():
        for entry in ProgrammeEntry.objects.filter(subject=subject):
            entry.standards.set(standards[code] for code in one["standards"])
            entry.agencies.set(world.agencies[name] for name in one["agencies"])


def _attach(report: Definition, world: World) -> None:
    kept = word_file(report["name"], report["words"], by=world.manager)
    Audit.objects.filter(title=report["audit"]).update(report=kept)
