"""What came of a campaign, as tables to take away."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from audits.self_assessment.models import AcceptedInstead, Campaign
from audits.self_assessment.results import HeatMap, QuestionResult, by_sector, heat_map, questions_of
from lscb.core.templatetags.words import uk_date
from lscb.core.writing import Line, Sheet, Written


def written(campaign: Campaign, accepted: Iterable[AcceptedInstead] = ()) -> Written:
    """Agencies by standards, out of 100: the panel's word, then the agency's own; and each question."""
    found = heat_map(campaign)
    sheets = [_agencies(found), _questions(questions_of(campaign))]
    return Written(f"What came of {campaign}", [*sheets, *_accepted(accepted)])


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


def _accepted(accepted: Iterable[AcceptedInstead]) -> list[Sheet]:
    lines = [
        Line(
            [str(each.assessment.agency), each.title, each.get_kind_display(), each.because, uk_date(each.accepted_at)]
        )
        for each in accepted
    ]
    heading = Line(["Agency", "What was accepted", "What it is", "Why it is enough", "Accepted"], is_heading=True)
    return [Sheet("Accepted instead", [heading, *lines])] if lines else []


def hundredths(score: Decimal | None) -> str:
    """Of 100, rounded half up; empty where nothing is scored."""
    return "" if score is None else str((score * 100).to_integral_value(ROUND_HALF_UP))
