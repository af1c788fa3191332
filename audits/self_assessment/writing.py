"""A tool as a table: what is taken out may be brought in again as the same."""

from audits.self_assessment.bringing_in import INTRODUCTIONS, NONE_YET, Column
from audits.self_assessment.bringing_in.for_whom import words_for
from audits.self_assessment.models import Question, Tool, ToolStandard
from audits.self_assessment.wording import as_lines, as_words
from lscb.core.templatetags.words import long_date
from lscb.core.writing import Line, Sheet, Written


def written(tool: Tool, *, is_one_sheet: bool) -> Written:
    """In Word a table a standard; in Excel one sheet with the standards as rows across it."""
    found = tool.standards.prefetch_related("questions__shown_after", "questions__agencies")
    standards = [(standard, list(standard.questions.all())) for standard in found]
    columns = _columns(tool, [standard for standard, _questions in standards])
    heading = Line(["No." if column == Column.NUMBER else column.label for column in columns], is_heading=True)
    made = Written(str(tool), [Sheet("", [heading])] if is_one_sheet else [])
    for number, (standard, questions) in enumerate(standards):
        rows = []
        for place, said in enumerate([_cells(question) for question in questions] or [_nothing_yet()]):
            cells = said | _introductions(tool, standard, number, place)
            rows.append(Line([cells[column] for column in columns]))
        if is_one_sheet:
            title = Line(["", standard.title, *[""] * (len(columns) - 2)], title_at=1)
            made.sheets[0].lines += [title, *rows]
        else:
            made.sheets.append(Sheet(standard.title, [heading, *rows]))
    return made


def _columns(tool: Tool, standards: list[ToolStandard]) -> list[Column]:
    """Those of the introductions only where there are any."""
    has = {
        Column.TOOL_INTRODUCTION: bool(tool.introduction),
        Column.INTRODUCTION: any(standard.introduction for standard in standards),
    }
    return [column for column in Column if has.get(column, True)]


def _introductions(tool: Tool, standard: ToolStandard, number: int, place: int) -> dict[Column, str]:
    """Each beside the first question below it."""
    cells = dict.fromkeys(INTRODUCTIONS, "")
    if place == 0:
        cells[Column.INTRODUCTION] = standard.introduction
        cells[Column.TOOL_INTRODUCTION] = tool.introduction if number == 0 else ""
    return cells


def _nothing_yet() -> dict[Column, str]:
    """So that a standard is there again: with one cell filled a row would be read as a title."""
    return {**dict.fromkeys(Column, ""), Column.QUESTION: NONE_YET, Column.REQUIRED: "No"}


def _cells(question: Question) -> dict[Column, str]:
    before = question.shown_after
    return {
        Column.NUMBER: question.code,
        Column.QUESTION: question.text,
        Column.GUIDANCE: question.guidance,
        Column.SCALE: question.get_scale_display(),
        Column.LOOKS_LIKE: as_lines(question.points, question.looks_like),
        Column.BAR: as_words(question.points, [question.bar]),
        Column.REQUIRED: "Yes" if question.is_required else "No",
        Column.EVIDENCE: "Yes" if question.needs_evidence else "No",
        Column.FOR: words_for(question.kinds, question.sectors, [agency.name for agency in question.agencies.all()]),
        Column.FOLLOWS: f"{before.code}: {as_words(before.points, question.shown_for)}" if before else "",
        Column.CLAUSE: question.clause,
        Column.CHECKED: long_date(question.checked_on) if question.checked_on else "",
    }
