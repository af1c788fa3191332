"""What came of a campaign, as tables to take away."""

from decimal import ROUND_HALF_UP, Decimal

from audits.self_assessment.models import Campaign
from audits.self_assessment.results import HeatMap, QuestionResult, by_sector, heat_map, questions_of
from lscb.core.writing import Line, Sheet, Written


def written(campaign: Campaign) -> Written:
    """Agencies by standards, out of 100: the panel's word, then the agency's own; and each question."""
    found = heat_map(campaign)
    return Written(f"What came of {campaign}", [_agencies(found), _questions(questions_of(campaign))])


def _agencies(found: HeatMap) -> Sheet:
    sheet = Sheet("Agencies by standards")
    sheet.lines.append(
        Line(["Agency", "Whose word", *(standard.title for standard in found.standards)], is_heading=True)
    )
    for item, cells in found.rows:
        name = str(item.agency)
        sheet.lines.append(Line([name, "After moderation", *(hundredths(cell.moderated) for cell in cells)]))
        sheet.lines.append(Line([name, "Its own", *(hundredths(cell.own) for cell in cells)]))
        sheet.lines.append(Line([name, "Its own, last round", *(hundredths(cell.before) for cell in cells)]))
    for sector, scores in by_sector(found):
        sheet.lines.append(Line([f"{sector}, all", "After moderation", *(hundredths(score) for score in scores)]))
    return sheet


def _questions(results: list[QuestionResult]) -> Sheet:
    sheet = Sheet("Questions, the weakest first")
    sheet.lines.append(Line(["No.", "Question", "Standard", "Out of 100", "How it was answered"], is_heading=True))
    for one in results:
        question = one.question
        sheet.lines.append(
            Line([question.code, question.text, question.tool_standard.title, hundredths(one.score), one.in_words])
        )
    return sheet


def hundredths(score: Decimal | None) -> str:
    """Of 100, rounded half up; empty where nothing is scored."""
    return "" if score is None else str((score * 100).to_integral_value(ROUND_HALF_UP))
