"""Comments on a framework in consultation, and what the manager answers."""

from django.db import transaction
from django.utils import timezone

from board.actions import keeping
from board.models import scope_of
from board.permissions import require
from frameworks import notifications
from frameworks.enums import Answer, FrameworkStatus
from frameworks.models import Comment, Framework
from frameworks.permissions import can_comment, can_keep_frameworks
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

NOT_OPEN = "This framework is not in consultation, so nothing is added to what was said of it."
ANSWERED = ("answer", "answer_words", "answered_by", "answered_at")


@transaction.atomic
def comment(said: Comment, *, by: User) -> Comment:
    """Of a standard, of the whole, or an addition. Sent twice, it is said once."""
    require(can_comment(by))
    framework = keeping.locked(said.framework)
    if framework.status != FrameworkStatus.CONSULTATION:
        raise Refused(NOT_OPEN)
    if said.agency is not None:
        require(said.agency.pk in scope_of(by).agencies)
    said.written_by, said.written_at = by, timezone.now()
    said.about = str(said.standard)[:300] if said.standard else ""
    same = Comment.objects.unanswered().filter(
        framework=framework, standard=said.standard, written_by=by, text=said.text, is_addition=said.is_addition
    )
    if earlier := same.first():
        return earlier
    said.save()
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
    if given == Answer.NOT_TAKEN_UP and not words.strip():
        raise Refused("Say why it is not taken up: whoever wrote it is told.")
    before = {"answer": said.get_answer_display(), "answer_words": said.answer_words}
    said.answer, said.answer_words = given, words.strip()
    said.answered_by, said.answered_at = by, timezone.now()
    changes = activity.changed(before, {"answer": said.get_answer_display(), "answer_words": said.answer_words})
    if changes:
        said.save(update_fields=ANSWERED)
        event = activity.record("framework.answered", framework, by=by, changes=changes)
        notifications.tell_of_answer(said, event.pk)
    return said


def refuse_unanswered(framework: Framework) -> None:
    """What was said is answered before the framework is adopted."""
    waiting = Comment.objects.unanswered().filter(framework=framework).count()
    if waiting:
        what = "A comment has" if waiting == 1 else f"{waiting} comments have"
        raise Refused(f"{what} no answer yet. Answer each one before the framework is adopted.")
