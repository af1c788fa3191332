"""Comments on a framework in consultation, and what the manager answers."""

from django.db import transaction

from board.actions import consulting, keeping
from board.enums import Answer
from board.permissions import require
from frameworks import notifications
from frameworks.enums import FrameworkStatus
from frameworks.models import Comment, Framework
from frameworks.permissions import can_comment, can_keep_frameworks
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

NOT_OPEN = "This framework is not in consultation, so nothing is added to what was said of it."


@transaction.atomic
def comment(said: Comment, *, by: User) -> Comment:
    """Of a standard, of the whole, or an addition. Sent twice, it is said once."""
    require(can_comment(by))
    framework = keeping.locked(said.framework)
    if framework.status != FrameworkStatus.CONSULTATION:
        raise Refused(NOT_OPEN)
    said.about = str(said.standard)[:300] if said.standard else ""
    said, is_new = consulting.say(
        said, by=by, framework=framework, standard=said.standard, is_addition=said.is_addition
    )
    if is_new:
        activity.record("framework.commented", framework, by=by, changes={"comment": ("", said.text)})
    return said


@transaction.atomic
def answer(said: Comment, given: Answer, *, words: str, by: User) -> Comment:
    """Taken up, or not and why; whoever wrote it is told. Until the framework is adopted it may be answered anew."""
    require(can_keep_frameworks(by))
    framework = keeping.locked(Framework.objects.get(pk=said.framework_id))
    said = keeping.locked(said)
    if not framework.is_editable:
        raise Refused("This framework was adopted, and with it what was answered.")
    changes = consulting.answer(said, given, words=words, by=by)
    if changes:
        event = activity.record("framework.answered", framework, by=by, changes=changes)
        notifications.tell_of_answer(said, event.pk)
    return said


def refuse_unanswered(framework: Framework) -> None:
    """What was said is answered before the framework is adopted."""
    waiting = Comment.objects.unanswered().filter(framework=framework).count()
    consulting.refuse_unanswered(waiting, "the framework is adopted")
