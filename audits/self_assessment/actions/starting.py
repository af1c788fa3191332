"""The tools that ship with the product, a folder each: one file for the tool, one for each of its standards."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.models import Question, Tool, ToolStandard
from audits.self_assessment.permissions import can_keep_tools
from board.permissions import require
from lscb.core import activity
from lscb.core.models import User

SHIPPED = Path(__file__).resolve().parents[1] / "starting"
SECTION_11 = "section_11"


@dataclass(frozen=True, slots=True)
class ReadyTool:
    """As its files have it; ``standards`` in order."""

    title: str
    version: int
    kind: str
    introduction: str
    scale: str
    checked_on: date
    standards: list[dict[str, Any]]


def names() -> list[str]:
    return sorted(folder.name for folder in SHIPPED.iterdir() if folder.is_dir())


def read(name: str) -> ReadyTool:
    folder = SHIPPED / name
    about = _json(folder / "tool.json")
    files = sorted((path for path in folder.glob("*.json") if path.stem.isdigit()), key=lambda path: int(path.stem))
    return ReadyTool(
        **about | {"checked_on": date.fromisoformat(about["checked_on"])}, standards=[_json(path) for path in files]
    )


@transaction.atomic
def take_ready(name: str, *, by: User | None) -> tuple[Tool, bool]:
    """The tool, and whether it was made now. A version that is here already is left as it is."""
    require(by is None or can_keep_tools(by))
    tool, is_new = make_ready(name)
    if is_new:
        activity.record("tool.taken", tool, by=by)
    return tool, is_new


def make_ready(name: str) -> tuple[Tool, bool]:
    """In nobody's name, and not logged."""
    ready = read(name)
    if there := Tool.objects.filter(title__iexact=ready.title, version=ready.version).first():
        return there, False
    tool = Tool.objects.create(
        title=ready.title,
        version=ready.version,
        kind=ready.kind,
        introduction=ready.introduction,
        status=ToolStatus.READY,
    )
    standards = ToolStandard.objects.bulk_create(
        ToolStandard(tool=tool, position=position, title=each["title"], introduction=each["introduction"])
        for position, each in enumerate(ready.standards)
    )
    said = [
        (standard, position, one)
        for standard, each in zip(standards, ready.standards, strict=True)
        for position, one in enumerate(each["questions"])
    ]
    questions = Question.objects.bulk_create(_question(ready, *each) for each in said)
    _link(questions, [one for _standard, _position, one in said])
    return tool, True


def _question(ready: ReadyTool, standard: ToolStandard, position: int, said: dict[str, Any]) -> Question:
    return Question(
        tool_standard=standard,
        position=position,
        code=said["code"],
        text=said["text"],
        guidance=said["guidance"],
        looks_like=said.get("looks_like", {}),
        scale=said.get("scale", ready.scale),
        is_required=said.get("required", True),
        needs_evidence=said.get("evidence", False),
        kinds=said.get("kinds", []),
        shown_for=said.get("for", []),
        clause=said["clause"],
        checked_on=ready.checked_on,
    )


def _link(questions: list[Question], said: list[dict[str, Any]]) -> None:
    by_code = {question.code: question for question in questions}
    following = [(by_code[one["code"]], by_code[one["after"]]) for one in said if "after" in one]
    for question, before in following:
        question.shown_after = before
    Question.objects.bulk_update([question for question, _before in following], ["shown_after"])


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
