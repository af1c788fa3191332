"""What a return says in a file: whose it is, with which tool, and each answer by its question's number."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from audits.self_assessment.exchange.sealing import NO_RETURN
from audits.self_assessment.models import HandingIn
from lscb.core.exceptions import Refused

ACTION = ("what", "owner", "due", "measure")
MOST_ANSWERS = 2_000
NOT_APPLICABLE = "Not applicable"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer; ``action``: what the agency will do, who, by when, how it is known that it worked."""

    code: str
    question: str
    scale: str
    value: str
    not_applicable: bool
    why: str
    action: list[str]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A whole return."""

    board: str
    agency: str
    campaign: str
    reference: str
    submitted_on: str
    signed_by: str
    signed_as: str
    tool: str
    version: int
    answers: list[Said]


def content_for(record: HandingIn, board: str) -> str:
    """Of a return as it was handed in. Evidence stays behind: its files are the agency's to give anew."""
    item = record.assessment
    return json.dumps(
        asdict(
            Incoming(
                board=board,
                agency=str(item.agency),
                campaign=str(item.campaign),
                reference=record.reference,
                submitted_on=timezone.localdate(record.submitted_at).isoformat(),
                signed_by=record.signed_by,
                signed_as=record.signed_as,
                tool=item.campaign.tool.title,
                version=item.campaign.tool.version,
                answers=[_said(each) for each in record.content],
            )
        ),
        ensure_ascii=False,
    )


def read(content: str) -> Incoming:
    """Every word of it looked at: a signature says who wrote it, not that it is whole."""
    try:
        found = json.loads(content)
        answers = [Said(**each) for each in found.pop("answers")]
        incoming = Incoming(**found, answers=answers)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused(NO_RETURN) from error
    texts = [value for name, value in asdict(incoming).items() if name not in {"version", "answers"}]
    if not (_are_texts(texts, 300) and type(incoming.version) is int and 0 < len(answers) <= MOST_ANSWERS):
        raise Refused(NO_RETURN)
    if not all(_is_whole(each) for each in answers) or len({each.code for each in answers}) != len(answers):
        raise Refused(NO_RETURN)
    return incoming


def _said(each: dict[str, Any]) -> Said:
    action = each["action"] or {}
    return Said(
        code=each["code"],
        question=each["question"],
        scale=each["scale"],
        value=each["value"],
        not_applicable=not each["value"] and each["words"] == NOT_APPLICABLE,
        why=each["why"],
        action=[action.get(name, "") for name in ACTION],
    )


def _is_whole(said: Said) -> bool:
    short, long = [said.code, said.scale], [said.question, said.value, said.why]
    if not (type(said.not_applicable) is bool and isinstance(said.action, list) and len(said.action) == len(ACTION)):
        return False
    return _are_texts(short, 30) and _are_texts([*long, *said.action], 20_000)


def _are_texts(values: list[Any], longest: int) -> bool:
    return all(isinstance(value, str) and len(value) <= longest and "\0" not in value for value in values)
