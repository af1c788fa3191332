"""Agencies beside their staff as a PDF: the rows that the person who asks for it may read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from audits.self_assessment.papers.drawn import Drawn, letterhead
from audits.self_assessment.scales import Point
from audits.surveys.beside import Beside, hundredths
from audits.surveys.models import Survey

KIND = "beside"
Content = dict[str, Any]


def frozen(survey: Survey, rows: Iterable[Beside], *, today: date) -> Content:
    return {
        "title": survey.title,
        "campaign": str(survey.campaign),
        "as_at": today.isoformat(),
        "rows": [row_part(row) for row in rows],
    }


def draw(content: Content) -> Drawn:
    rows = content["rows"]
    found = {
        **content,
        "as_at": date.fromisoformat(content["as_at"]),
        "compared": [row for row in rows if row["says"]],
        "others": [row for row in rows if not row["says"]],
    }
    title = f"Agencies beside their staff: {content['title']}"
    context = {"board": letterhead(), "title": title, "found": found}
    return Drawn("pdf/survey/beside.html", context, f"{title}.pdf")


def row_part(row: Beside) -> Content:
    """``staff`` is nothing where too few answered."""
    return {
        "agency": str(row.agency),
        "asked": row.question.text,
        "own": _point(row.own),
        "stands": _point(row.moderated or row.own),
        "moderated": _point(row.moderated),
        "staff": [hundredths(row.staff.score), row.staff.answered] if row.staff else None,
        "says": row.says,
        "mark": row.mark,
    }


def _point(point: Point | None) -> list[str] | None:
    return [point.shape, point.label] if point else None
