"""A tool as a table: what is taken out may be brought in again as the same."""

from audits.self_assessment.bringing_in import HEADING
from audits.self_assessment.bringing_in.for_whom import words_for
from audits.self_assessment.models import Question, Tool
from audits.self_assessment.wording import as_lines, as_words
from lscb.core.templatetags.words import long_date
from lscb.core.writing import Line, Sheet, Written


def written(tool: Tool, *, is_one_sheet: bool) -> Written:
    """In Word a table a standard; in Excel one sheet with the standards as rows across it."""
    made = Written(str(tool), [Sheet("", [Line(HEADING, is_heading=True)])] if is_one_sheet else [])
    for standard in tool.standards.prefetch_related("questions__shown_after", "questions__agencies"):
        rows = [Line(_cells(question)) for question in standard.questions.all()]
        if not rows:
            continue
        if is_one_sheet:
            title = Line(["", standard.title, *[""] * (len(HEADING) - 2)], title_at=1)
            made.sheets[0].lines += [title, *rows]
        else:
            made.sheets.append(Sheet(standard.title, [Line(HEADING, is_heading=True), *rows]))
    return made


def _cells(question: Question) -> list[str]:
    """In the order of the columns."""
    before = question.shown_after
    return [
        question.code,
        question.text,
        question.guidance,
        question.get_scale_display(),
        as_lines(question.points, question.looks_like),
        as_words(question.points, [question.bar]),
        "Yes" if question.is_required else "No",
        "Yes" if question.needs_evidence else "No",
        words_for(question.kinds, question.sectors, [agency.name for agency in question.agencies.all()]),
        f"{before.code}: {as_words(before.points, question.shown_for)}" if before else "",
        question.clause,
        long_date(question.checked_on) if question.checked_on else "",
    ]
