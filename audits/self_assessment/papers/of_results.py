"""What came of a campaign, frozen as plain JSON and drawn from that: for its own PDF and for the Board's pack."""

from datetime import date
from decimal import Decimal
from typing import Any

from audits.self_assessment.models import Campaign
from audits.self_assessment.outcomes import Outcome
from audits.self_assessment.papers.drawn import Drawn, letterhead
from audits.self_assessment.results import Cell, QuestionResult
from audits.self_assessment.templatetags.assessments import word_of

Content = dict[str, Any]
PAGE_OF_ACTIONS = 60


def frozen(found: Outcome) -> Content:
    """Numbers out of 100, words and days as text."""
    campaign = found.campaign
    return {
        "id": campaign.pk,
        "title": campaign.title,
        "tool": str(campaign.tool),
        "group": str(campaign.group or ""),
        "due_on": campaign.due_on.isoformat(),
        "as_at": found.today.isoformat(),
        "asked": found.rates.asked,
        "handed_in": found.rates.handed_in,
        "sent_back": max(0, found.rates.handed_in - len(found.map.rows)),
        "on_time": found.rates.on_time,
        "late": found.rates.late,
        "accepted": found.rates.accepted,
        "standards": [standard.title for standard in found.map.standards],
        "rows": [[str(item.agency), [_cell(cell) for cell in cells]] for item, cells in found.map.rows],
        "sectors": [[sector, [word_of(score) for score in scores]] for sector, scores in found.sectors],
        "rounds": [
            [one.campaign.title, one.agencies, [_number(score) for score in one.scores]] for one in found.rounds
        ],
        "ways": [[one.agency, [word_of(score) for score in one.scores]] for one in found.ways],
        "themes": [[one.standard.title, one.agencies, one.of, ", ".join(one.codes)] for one in found.themes],
        "weakest": [_question(one) for one in found.weakest],
        "strongest": [_question(one) for one in found.strongest],
        "questions": [_question(one) for one in sorted(found.questions, key=_place)],
        "action_counts": [list(one) for one in found.action_counts],
        "actions": [
            {
                "agency": str(action.agency),
                "what": str(action),
                "who": action.who,
                "due_on": action.due_on.isoformat(),
                "state": "Overdue" if action.is_late(today=found.today) else action.get_status_display(),
            }
            for action in found.actions[:PAGE_OF_ACTIONS]
        ],
        "more_actions": max(0, len(found.actions) - PAGE_OF_ACTIONS),
    }


def context_of(content: Content) -> Content:
    """With its days as days."""
    return {
        **content,
        "as_at": date.fromisoformat(content["as_at"]),
        "due_on": date.fromisoformat(content["due_on"]),
        "actions": [{**one, "due_on": date.fromisoformat(one["due_on"])} for one in content["actions"]],
    }


def draw(content: Content) -> Drawn:
    """The worker has what was frozen when it was asked for."""
    found = context_of(content)
    context = {"board": letterhead(), "title": f"What came of {found['title']}", "found": found}
    return Drawn("pdf/assessment/results.html", context, f"What came of {found['title']}.pdf")


def presented_at(meeting: int) -> list[Campaign]:
    """Campaigns whose results a meeting sees."""
    return list(Campaign.objects.filter(meeting=meeting).select_related("tool", "group").order_by("opens_on", "pk"))


def _cell(cell: Cell) -> Content:
    score = cell.own if cell.moderated is None else cell.moderated
    own = _number(cell.own)
    stands = word_of(score)
    return {**stands, "own": own if own != str(stands["score"]) else "", "change": cell.change}


def _question(one: QuestionResult) -> list[str]:
    question = one.question
    return [question.code, question.text, question.tool_standard.title, _number(one.score), one.in_words]


def _place(one: QuestionResult) -> tuple[int, int, int]:
    question = one.question
    return (question.tool_standard.position, question.position, question.pk)


def _number(score: Decimal | None) -> str:
    return str(word_of(score)["score"])
