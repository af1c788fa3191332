"""What came of a survey, as tables to take away: the same figures as on the page, and nothing more."""

from collections.abc import Iterable

from audits.self_assessment.scales import Point
from audits.surveys.beside import Beside, hundredths
from audits.surveys.models import Survey
from audits.surveys.results import Line, Result, Results
from lscb.core.writing import Line as Row
from lscb.core.writing import Sheet, Written

HIDDEN = "not shown"


def written(found: Results, *, with_names: bool) -> Written:
    sheets = [_questions(found)]
    for title, lines in (("By agency", found.agencies), ("By group", found.roles)):
        if lines:
            sheets.append(_groups(title, found, lines))
    if shown := [(one, [remark for remark in remarks if remark.is_shown]) for one, remarks in found.remarks]:
        rows = [Row([one.text, remark.text]) for one, remarks in shown for remark in remarks]
        sheets.append(Sheet("Written answers", [Row(["Question", "Answer"], is_heading=True), *rows]))
    if with_names and found.named:
        heading = Row(["Member", *(one.question.text for one in found.questions)], is_heading=True)
        sheets.append(Sheet("By name", [heading, *(Row([name, *marks]) for name, marks in found.named)]))
    return Written(f"What came of {found.survey}", sheets)


def written_beside(survey: Survey, rows: Iterable[Beside]) -> Written:
    """Agencies beside their staff, the widest differences first."""
    heading = [
        "Agency",
        "What staff were asked",
        "Held against",
        "The agency said",
        "The panel said",
        "Its staff, out of 100",
        "Of its staff answered",
        "Difference",
    ]
    lines = [Row(heading, is_heading=True)]
    for row in rows:
        asked = [row.agency.name, row.question.text, str(row.question.asks_about)]
        staff = [_score(row.staff), str(row.staff.answered) if row.staff else HIDDEN]
        lines.append(Row([*asked, _label(row.own), _label(row.moderated), *staff, row.says]))
    return Written(f"Agencies beside their staff, {survey}", [Sheet("Agencies beside their staff", lines)])


def _label(point: Point | None) -> str:
    return point.label if point else ""


def _questions(found: Results) -> Sheet:
    rows = [Row(["Question", "Answered", "Out of 100", "Answer", "How many", "Of a hundred"], is_heading=True)]
    for one in found.questions:
        if one.whole is None:
            rows.append(Row([one.question.text, HIDDEN, HIDDEN, "", "", ""]))
            continue
        head = [one.question.text, str(one.whole.answered), _score(one.whole)]
        rows += [Row([*head, share.point.label, str(share.count), str(share.percent)]) for share in one.whole.shares]
    return Sheet("Questions", rows)


def _groups(title: str, found: Results, lines: list[Line]) -> Sheet:
    heading = ["", "Answered", *(one.question.text for one in found.questions)]
    rows = [
        Row([line.name, HIDDEN if line.answered is None else str(line.answered), *map(_score, line.results)])
        for line in lines
    ]
    return Sheet(f"{title}, out of 100", [Row(heading, is_heading=True), *rows])


def _score(result: Result | None) -> str:
    return str(hundredths(result.score)) if result else HIDDEN
