"""Tools and their versions."""

from django.db import transaction

from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.models import Question, Tool, ToolStandard
from audits.self_assessment.permissions import can_keep_tools
from board.actions import keeping
from board.permissions import require
from lscb.core import activity, editing
from lscb.core.models import User

TAKEN = "Choose another title: there is a tool of this title and version already"
COPIED = (
    *("position", "code", "text", "guidance", "looks_like", "scale", "bar", "is_required", "needs_evidence"),
    *("kinds", "sectors", "shown_for", "clause", "checked_on"),
)


def begin_tool(tool: Tool, *, by: User) -> Tool:
    require(can_keep_tools(by))
    return keeping.add(tool, verb="tool.added", by=by, taken=TAKEN)


@transaction.atomic
def next_version(tool: Tool, *, by: User) -> Tool:
    """A draft that begins with all that the last version asks. Each question remembers which it came from."""
    require(can_keep_tools(by))
    tool = keeping.locked(tool)
    coming = Tool(
        title=tool.title,
        version=tool.version + 1,
        kind=tool.kind,
        introduction=tool.introduction,
        came_from=tool,
    )
    with editing.one_of_a_kind(TAKEN):
        coming.save()
    for standard in tool.standards.all():
        _copy(standard, coming)
    activity.record("tool.added", coming, by=by)
    return coming


def freeze(tool: Tool) -> None:
    """A campaign begins with it: from now on its words stand."""
    if tool.status != ToolStatus.FROZEN:
        tool.status = ToolStatus.FROZEN
        tool.save(update_fields=["status"])


def _copy(standard: ToolStandard, tool: Tool) -> None:
    copied = ToolStandard.objects.create(
        tool=tool,
        position=standard.position,
        title=standard.title,
        introduction=standard.introduction,
        standard=standard.standard,
    )
    became: dict[int, Question] = {}
    for question in standard.questions.all():
        fields = {name: getattr(question, name) for name in COPIED}
        new = Question.objects.create(tool_standard=copied, came_from=question, **fields)
        new.agencies.set(question.agencies.all())
        became[question.pk] = new
    for question in standard.questions.exclude(shown_after=None):
        new = became[question.pk]
        new.shown_after = became.get(question.shown_after_id or 0)
        new.save(update_fields=["shown_after"])
