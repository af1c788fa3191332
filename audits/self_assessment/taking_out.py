"""What came of a campaign, as tables to take away."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from audits.self_assessment.models import AcceptedInstead
from audits.self_assessment.outcomes import Outcome
from audits.self_assessment.results import HeatMap, QuestionResult, by_sector, out_of_100
from lscb.core.templatetags.words import uk_date
from lscb.core.writing import Line, Sheet, Written


def written(found: Outcome, accepted: Iterable[AcceptedInstead] = ()) -> Written:
    """Agencies by standards, out of 100: the panel's word, then the agency's own; and each question."""
    sheets = [
        _agencies(found.map),
        _rounds(found),
        _ways(found),
        _questions(found.questions),
        _themes(found),
        _actions(found),
    ]
    return Written(f"What came of {found.campaign}", [*sheets, *_accepted(accepted)])


def _rounds(found: Outcome) -> Sheet:
    sheet = Sheet("Over the rounds")
    heading = ["Round", "Agencies", *(standard.title for standard in found.map.standards)]
    sheet.lines.append(Line(heading, is_heading=True))
    for one in found.rounds:
        sheet.lines.append(Line([one.campaign.title, str(one.agencies), *(hundredths(score) for score in one.scores)]))
    return sheet


def _ways(found: Outcome) -> Sheet:
    sheet = Sheet("Agencies over the rounds")
    sheet.lines.append(Line(["Agency", *(one.campaign.title for one in found.rounds)], is_heading=True))
    for way in found.ways:
        sheet.lines.append(Line([way.agency, *(hundredths(score) for score in way.scores)]))
    return sheet


def _themes(found: Outcome) -> Sheet:
    sheet = Sheet("What comes up again")
    sheet.lines.append(Line(["Standard", "Agencies that fall short", "Of", "Most often in"], is_heading=True))
    for one in found.themes:
        sheet.lines.append(Line([one.standard.title, str(one.agencies), str(one.of), ", ".join(one.codes)]))
    return sheet


def _actions(found: Outcome) -> Sheet:
    sheet = Sheet("Actions")
    sheet.lines.append(Line(["Agency", "What", "Who", "Due", "State", "Question"], is_heading=True))
    for one in found.actions:
        state = "Overdue" if one.is_late(today=found.today) else one.get_status_display()
        sheet.lines.append(Line([str(one.agency), one.what, one.who, uk_date(one.due_on), state, one.source]))
    return sheet


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


def _questions(results: Sequence[QuestionResult]) -> Sheet:
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
    return "" if score is None else str(out_of_100(score))
