"""What a draft tool is made of: standards and questions, each act logged on the tool itself."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max

from audits.self_assessment.actions.tools import COPIED, TAKEN
from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.models import Question, Tool, ToolStandard
from audits.self_assessment.permissions import can_keep_tools
from board.actions import keeping
from board.models import Agency
from board.permissions import require
from frameworks.models import Standard
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

Part = TypeVar("Part", ToolStandard, Question)
PARENTS = {ToolStandard: "tool", Question: "tool_standard"}
CODE_TAKEN = "Choose another number: a question of this standard has it already"


def change_tool(tool: Tool, edit: editing.Edit, *, by: User) -> Tool:
    """Its title, kind and introduction."""
    _editable(tool, by=by)
    return keeping.change(tool, edit, verb="tool.changed", by=by, taken=TAKEN)


@transaction.atomic
def say_ready(tool: Tool, *, by: User) -> Tool:
    """It may be asked with. Said twice, it is said once."""
    require(can_keep_tools(by))
    tool = keeping.locked(tool)
    if tool.status == ToolStatus.DRAFT:
        if not Question.objects.filter(tool_standard__tool=tool).exists():
            raise Refused(f"{tool} asks no question yet.")
        _move(tool, ToolStatus.READY, by=by)
    return tool


@transaction.atomic
def take_back_to_draft(tool: Tool, *, by: User) -> Tool:
    """To change it once more, while nobody has been asked with it."""
    require(can_keep_tools(by))
    tool = keeping.locked(tool)
    if tool.status == ToolStatus.FROZEN:
        raise Refused("Agencies were asked with this version, so its words stand. Begin the next version.")
    if tool.status == ToolStatus.READY:
        _move(tool, ToolStatus.DRAFT, by=by)
    return tool


@transaction.atomic
def add_part(part: Part, *, by: User, agencies: Iterable[Agency] = ()) -> Part:
    """At the end of what it belongs to."""
    tool = _editable(tool_of(part), by=by)
    last = _siblings(part).aggregate(last=Max("position"))["last"]
    part.position = 0 if last is None else last + 1
    with editing.one_of_a_kind(CODE_TAKEN):
        part.save()
    if isinstance(part, Question):
        part.agencies.set(agencies)
    activity.record("tool.part_added", tool, by=by, changes={"part": ("", _words(part))})
    return part


@transaction.atomic
def change_part(part: Part, edit: editing.Edit, *, by: User, agencies: Iterable[Agency] | None = None) -> Part:
    tool = _editable(tool_of(part), by=by)
    part = keeping.locked(part)
    changes = editing.merge(part, edit)
    if changes:
        with editing.one_of_a_kind(CODE_TAKEN):
            part.save(update_fields=list(changes))
    if isinstance(part, Question) and agencies is not None:
        changes |= _name(part, agencies)
    for about in (tool, part) if changes else ():
        activity.record("tool.part_changed", about, by=by, changes=changes)
    return part


@transaction.atomic
def move_part(part: Part, *, up: bool, by: User) -> Part:
    """One place up or down among its own; at the end it stays."""
    tool = _editable(tool_of(part), by=by)
    siblings = list(_siblings(part).order_by("position", "pk"))
    here = siblings.index(part)
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        _number(siblings)
        activity.record("tool.part_moved", tool, by=by, changes={"place": (here + 1, there + 1)})
    return part


@transaction.atomic
def copy_part(part: Part, *, by: User) -> Part:
    """A second one like it, right after it; what follows on within a standard follows on in its copy."""
    tool = _editable(tool_of(part), by=by)
    copied = _copy_standard(part) if isinstance(part, ToolStandard) else _copy_question(part)
    siblings = [one for one in _siblings(part).order_by("position", "pk") if one.pk != copied.pk]
    siblings.insert(siblings.index(part) + 1, copied)
    _number(siblings)
    activity.record("tool.part_added", tool, by=by, changes={"part": ("", _words(copied))})
    return copied


@transaction.atomic
def remove_part(part: Part, *, by: User) -> None:
    """With all that stands below it or follows on from it."""
    tool = _editable(tool_of(part), by=by)
    words = _words(part)
    part.delete()
    activity.record("tool.part_removed", tool, by=by, changes={"part": (words, "")})


@transaction.atomic
def take_standards(tool: Tool, standards: Iterable[Standard], *, by: User) -> list[ToolStandard]:
    """Standards of the Board's own frameworks, in their words, each remembering which it is. Once each."""
    tool = _editable(tool, by=by)
    there = set(tool.standards.values_list("standard", flat=True))
    first = (tool.standards.aggregate(last=Max("position"))["last"] or 0) + 1
    wanted = [standard for standard in standards if standard.pk not in there]
    taken = ToolStandard.objects.bulk_create(
        ToolStandard(
            tool=tool,
            position=first + place,
            title=str(standard)[:200],
            introduction=standard.outcome[:5_000] if len(str(standard)) < len(standard.outcome) else "",
            standard=standard,
        )
        for place, standard in enumerate(wanted)
    )
    for one in taken:
        activity.record("tool.part_added", tool, by=by, changes={"part": ("", one.title)})
    return taken


def tool_of(part: models.Model) -> Tool:
    match part:
        case ToolStandard():
            return part.tool
        case Question():
            return part.tool_standard.tool
    raise TypeError(part)


def _editable(tool: Tool, *, by: User) -> Tool:
    """Held, so that nobody asks with it while a part of it changes."""
    require(can_keep_tools(by))
    tool = keeping.locked(tool)
    if tool.status != ToolStatus.DRAFT:
        raise Refused("Only a draft is changed. Take this version back to a draft, or begin the next one.")
    return tool


def _move(tool: Tool, target: ToolStatus, *, by: User) -> None:
    before, tool.status = tool.status, target
    tool.save(update_fields=["status"])
    activity.record("tool.moved", tool, by=by, changes={"status": (before, target.value)})


def _siblings(part: Part) -> models.QuerySet[Part]:
    parent = PARENTS[type(part)]
    return type(part)._default_manager.filter(**{parent: getattr(part, f"{parent}_id")})


def _number(siblings: list[Part]) -> None:
    for position, sibling in enumerate(siblings):
        sibling.position = position
    type(siblings[0])._default_manager.bulk_update(siblings, ["position"])


def _copy_question(question: Question) -> Question:
    code = _free_code(question)
    fields = {name: getattr(question, name) for name in COPIED} | {"code": code}
    copied = Question.objects.create(tool_standard=question.tool_standard, shown_after=question.shown_after, **fields)
    copied.agencies.set(question.agencies.all())
    return copied


def _copy_standard(standard: ToolStandard) -> ToolStandard:
    copied = ToolStandard.objects.create(
        tool=standard.tool,
        position=standard.position,
        title=f"{standard.title[:190]} (copy)",
        introduction=standard.introduction,
        standard=standard.standard,
    )
    became: dict[int, Question] = {}
    for question in standard.questions.all():
        fields = {name: getattr(question, name) for name in COPIED} | {"code": _free_code(question)}
        became[question.pk] = Question.objects.create(tool_standard=copied, **fields)
        became[question.pk].agencies.set(question.agencies.all())
    for question in standard.questions.exclude(shown_after=None):
        became[question.pk].shown_after = became.get(question.shown_after_id or 0)
        became[question.pk].save(update_fields=["shown_after"])
    return copied


def _free_code(question: Question) -> str:
    """That no other question of the tool has: a tool is taken out, and its returns matched, by number."""
    others = Question.objects.filter(tool_standard__tool=question.tool_standard.tool_id)
    taken = set(others.values_list("code", flat=True))
    stem = question.code[:15]
    return next(code for number in range(2, len(taken) + 3) if (code := f"{stem}/{number}") not in taken)


def _name(question: Question, agencies: Iterable[Agency]) -> dict[str, tuple[str, str]]:
    before = "; ".join(map(str, question.agencies.order_by("name")))
    question.agencies.set(agencies)
    after = "; ".join(map(str, question.agencies.order_by("name")))
    return {} if before == after else {"agencies": (before, after)}


def _words(part: ToolStandard | Question) -> str:
    return str(part)[:200]
