"""A draft of a tool that is thrown away. What a campaign asked stays; why a draft went is kept in the log."""

from django.db import transaction
from django.db.models import ProtectedError

from audits.self_assessment.enums import ToolStatus
from audits.self_assessment.models import Question, Tool, ToolStandard
from audits.self_assessment.permissions import can_keep_tools
from board.actions import keeping
from board.permissions import require
from frameworks.bringing_in.undoing import is_used
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

NO_DRAFT = "This version is no draft, so it stays. Take it back to a draft first, if no campaign has begun with it."
USED = "Something else refers to one of its questions, so it stays: a survey, or another Board’s return."
WHY = "Say why it is thrown away."


@transaction.atomic
def discard_tool(tool: Tool, *, because: str, by: User) -> None:
    """With all that it asks. Told in its own history and in that of the version before."""
    require(can_keep_tools(by))
    tool = keeping.locked(tool)
    if tool.status != ToolStatus.DRAFT:
        raise Refused(NO_DRAFT)
    if not because.strip():
        raise Refused(WHY)
    questions = Question.objects.filter(tool_standard__tool=tool)
    parts = [questions, ToolStandard.objects.filter(tool=tool), Tool.objects.filter(pk=tool.pk)]
    if is_used(parts):
        raise Refused(USED)
    changes = {"because": ("", because.strip()), "title": (str(tool), ""), "questions": (questions.count(), 0)}
    for told in filter(None, (tool, tool.came_from)):
        activity.record("tool.discarded", told, by=by, changes=changes)
    try:
        for part in parts:
            part.delete()
    except ProtectedError as error:
        raise Refused(USED) from error
