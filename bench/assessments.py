"""A self-assessment of sixty questions, and the least that its page and one answer saving itself can cost."""

from datetime import date, timedelta
from itertools import count

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from audits.self_assessment.enums import ToolKind, ToolStatus
from audits.self_assessment.models import Answer, AssessmentReturn, Campaign, Question, Tool, ToolStandard
from bench import floor
from bench.timing import Work
from bench.web import Browser, CannotMeasure
from board.models import Agency
from lscb.core.models import User

QUESTIONS = 60
LOOKS = {"met": "Agreed, known and shown to work", "partly": "Agreed, not yet known to all", "not": "Not agreed"}
ASKED = """
    SELECT a.id, a.version, a.value, a.why, a.action_what, q.code, q.text, q.guidance
    FROM self_assessment_answer a JOIN self_assessment_question q ON q.id = a.question_id
    WHERE a.assessment_id = %s ORDER BY q.position
"""
CHANGED = "UPDATE self_assessment_answer SET why = %s, version = %s, saved_at = %s, saved_by_id = 1 WHERE id = %s"
KEPT = """
    INSERT INTO self_assessment_answerrevision (answer_id, version, texts, saved_at, saved_by_id)
    VALUES (%s, %s, %s, %s, 1)
"""


def build(*, today: date, agency: Agency, by: User) -> None:
    """A standard of sixty questions, each answered, in a return that its lead is filling in."""
    tool = Tool.objects.create(title="Section 11", kind=ToolKind.SECTION_11, status=ToolStatus.FROZEN)
    standard = ToolStandard.objects.create(tool=tool, position=0, title="Leadership")
    questions = Question.objects.bulk_create(
        Question(
            tool_standard=standard,
            position=number,
            code=f"1.{number}",
            text=f"Does a named senior officer answer for safeguarding, measure {number}?",
            guidance="Who it is, how staff know of it, and what the governing body hears of it.",
            looks_like=LOOKS,
        )
        for number in range(QUESTIONS)
    )
    campaign = Campaign.objects.create(
        tool=tool,
        title="Section 11",
        opens_on=today - timedelta(days=30),
        due_on=today + timedelta(days=30),
        locks_on=today + timedelta(days=60),
        opened_at=timezone.now(),
        opened_by=by,
    )
    ask(campaign, [agency], questions)


def ask(campaign: Campaign, agencies: list[Agency], questions: list[Question]) -> None:
    """A return for each agency, every question answered."""
    returns = AssessmentReturn.objects.bulk_create(
        AssessmentReturn(campaign=campaign, agency=agency) for agency in agencies
    )
    Answer.objects.bulk_create(
        Answer(assessment=item, question=one, value="met", why="The Chief Nurse, by name, since March.")
        for item in returns
        for one in questions
    )


def works(lead: Browser) -> dict[str, Work]:
    item = AssessmentReturn.objects.get()
    standard = ToolStandard.objects.get()
    page = reverse("self-assessment:return-standard", args=[item.pk, standard.pk])
    answers = list(item.answers.order_by("pk")[:2])
    return {
        "questions": lambda: lead.get(page),
        "questions floor": lambda: _page_floor(item.pk),
        "answer": _saving(lead, answers[0]),
        "answer floor": _saving_floor(answers[1]),
    }


def _page_floor(item: int) -> str:
    """The same boxes by bare SQL and joined strings: nobody is asked who may read them."""
    for sql in floor.SIGNED_IN[:4]:
        floor.ask(sql)
    parts = []
    for pk, version, value, why, will, code, text, guidance in floor.ask(ASKED, item):
        choices = "".join(
            f'<label><input type="radio" name="q-{pk}-value" value="{key}"{" checked" if key == value else ""}>'
            f"{escape(words)}</label>"
            for key, words in LOOKS.items()
        )
        parts.append(
            f'<section id="q-{pk}"><h2>{code} {escape(text)}</h2><p>{escape(guidance)}</p>'
            f'<input type="hidden" name="q-{pk}-version" value="{version}">{choices}'
            f'<textarea name="q-{pk}-why">{escape(why)}</textarea>'
            f'<textarea name="q-{pk}-action_what">{escape(will)}</textarea></section>'
        )
    return f"<main><form>{''.join(parts)}</form></main>"


def _saving(lead: Browser, answer: Answer) -> Work:
    """One question saving itself again and again, each time with other words over the version before."""
    url, versions = reverse("self-assessment:answer-save", args=[answer.pk]), count(answer.version)

    def save() -> bytes:
        version = next(versions)
        texts = {"version": str(version), "value": "met", "why": f"Seen {version} times."}
        body = lead.post(url, {f"q-{answer.pk}-{name}": text for name, text in texts.items()}, by_script=True)
        if f'value="{version + 1}"'.encode() not in body:
            raise CannotMeasure("An answer did not save itself.")
        return body

    return save


def _saving_floor(answer: Answer) -> Work:
    """Session, person and role read; the answer changed and its version kept, in a transaction."""
    versions = count(answer.version + 1)

    def save() -> None:
        version, now = next(versions), timezone.now()
        for sql in floor.SIGNED_IN[:3]:
            floor.ask(sql)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                CHANGED,
                [f"Seen {version} times.", version, now, answer.pk],
            )
            cursor.execute(KEPT, [answer.pk, version, "{}", now])

    return save
