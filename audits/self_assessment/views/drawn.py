"""A question of the return form, drawn: what it asks of every agency alike once, then what this one says of it."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from audits.self_assessment.forms import NOT_APPLICABLE
from audits.self_assessment.models import Question
from audits.self_assessment.scales import Scale
from audits.self_assessment.views.saving import Outcome
from lscb.core.moulds import cast
from lscb.core.templatetags.words import clock

HINTS = {Scale.NUMBER.value: "Such as 42.", Scale.DATE.value: "As 2026-06-18."}
NOT_OURS = (NOT_APPLICABLE, "Not applicable", "none", "Your agency does not do this. Say why.")

Choice = tuple[str, str, str, str]


def question(outcome: Outcome) -> SafeString:
    """The whole of it, with the boxes to fill in."""
    answer, asked, texts = outcome.answer, outcome.answer.question, outcome.texts
    offered = _offered(asked)
    shared = {
        "code": asked.code,
        "text": asked.text,
        "guidance": asked.guidance,
        "clause": asked.clause,
        "choices": offered,
        "chosen": texts["value"] if texts["value"] in {value for value, *_words in offered} else "",
        "is_one_line": asked.scale != Scale.TEXT,
        "hint": HINTS.get(asked.scale, ""),
        "is_asked": answer.is_asked,
        "is_evidenced": answer.is_evidenced,
        "needs_evidence": asked.needs_evidence,
        "about_evidence": outcome.about_evidence,
        "needs_an_action": answer.needs_an_action,
    }
    said = {
        **texts,
        "key": outcome.key,
        "save_url": save_url(answer.pk),
        "evidence_url": _evidence_url(answer.pk),
        "carried": "" if answer.is_confirmed else _carried(outcome),
        "news": news(outcome),
    }
    return cast("self_assessment/question.html", shared=shared, said=said)


def saved(outcome: Outcome) -> SafeString:
    """What is sent back to a question that saved itself: its boxes are left alone."""
    said = {"key": outcome.key, "version": outcome.texts["version"], "news": news(outcome)}
    return cast("self_assessment/question_saved.html", shared={}, said=said)


def news(outcome: Outcome) -> SafeString:
    """What the page says of it: two texts, a refusal, or what is still wanted."""
    answer = outcome.answer
    shared = {
        "problems": tuple(outcome.problems),
        "state": "unsaved" if outcome.is_unsaved else clock(outcome.saved_at) if outcome.saved_at else "",
        "needs_an_action": answer.needs_an_action,
        "is_confirmed": answer.is_confirmed,
    }
    comes_and_goes = " ".join(f"{pk}:{'yes' if is_asked else 'no'}" for pk, is_asked in outcome.follow_ons)
    if outcome.is_unsaved:
        context = shared | {"follow_ons": comes_and_goes, "outcome": outcome, "save_url": save_url(answer.pk)}
        return render_to_string("self_assessment/question_news.html", context)
    return cast("self_assessment/question_news.html", shared=shared, said={"follow_ons": comes_and_goes})


def _offered(asked: Question) -> tuple[Choice, ...]:
    """Value, words, shape and what it looks like; nothing where it is answered in writing."""
    points = tuple(
        (point.value, point.label, point.shape, asked.looks_like.get(point.value, "")) for point in asked.points
    )
    return (*points, NOT_OURS) if points else ()


def _carried(outcome: Outcome) -> SafeString:
    context: dict[str, Any] = {"answer": outcome.answer, "before": outcome.before, "key": outcome.key}
    return render_to_string("self_assessment/question_carried.html", context)


@lru_cache(maxsize=4096)
def save_url(pk: int) -> str:
    return reverse("self-assessment:answer-save", args=[pk])


@lru_cache(maxsize=4096)
def _evidence_url(pk: int) -> str:
    return reverse("self-assessment:answer-evidence", args=[pk])
