"""A return as it was submitted: never as it reads today."""

from itertools import groupby
from typing import Any

from audits.self_assessment.models import HandingIn
from audits.self_assessment.papers import drawn
from audits.self_assessment.papers.drawn import Drawn, letterhead
from audits.self_assessment.scales import point_of

NOT_APPLICABLE = "Not applicable"


def draw(pk: int) -> Drawn:
    found = HandingIn.objects.select_related(
        "assessment__campaign__tool", "assessment__agency", "submitted_by", "signed_paper"
    )
    record = found.get(pk=pk)
    item = record.assessment
    answers = [_answer(said) for said in record.content]
    standards = [_standard(title, list(group)) for title, group in groupby(answers, key=lambda one: one["standard"])]
    context = {
        "board": letterhead(),
        "title": f"{item.campaign}: {item.agency}",
        "record": record,
        "item": item,
        "standards": standards,
        "answered": len(answers),
        "actions": [one for one in answers if one["action"]],
        "evidence": _evidence(answers),
        "digest": digest_of(record),
    }
    return Drawn("pdf/assessment/return.html", context, f"{item.campaign}, {item.agency}, {record.reference}.pdf")


def digest_of(record: HandingIn) -> str:
    """Of what was submitted."""
    return drawn.digest_of(record.content)


def _answer(said: dict[str, Any]) -> dict[str, Any]:
    point = None if said["words"] == NOT_APPLICABLE else point_of(said["scale"], said["value"])
    return {**said, "shape": point.shape if point else "", "is_out": said["words"] == NOT_APPLICABLE}


def _standard(title: str, answers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": title,
        "answers": answers,
        "out": sum(one["is_out"] for one in answers),
        "actions": sum(one["action"] is not None for one in answers),
    }


def _evidence(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each thing shown once, with the questions it stands beside."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for answer in answers:
        for shown in answer["evidence"]:
            key = (shown["title"], shown["version"], shown["what"])
            kept = found.setdefault(key, {**shown, "beside": [], "is_link": "://" in shown["what"]})
            kept["beside"].append(answer["code"])
    return list(found.values())
