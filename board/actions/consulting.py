"""Saying something in a consultation, and answering it: what every app's consultation does alike."""

from typing import Any, TypeVar

from django.utils import timezone

from board.enums import Answer
from board.models import Said, scope_of
from board.permissions import require
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

Kept = TypeVar("Kept", bound=Said)
ANSWERED = ("answer", "answer_words", "answered_by", "answered_at")
NO_REASON = "Say why it is not taken up: whoever wrote it is told."


def say(said: Kept, *, by: User, **about: Any) -> tuple[Kept, bool]:
    """Save it, with its writer; whether it is new: sent twice, it is said once. ``about`` tells it from others."""
    if said.agency is not None:
        require(said.agency.pk in scope_of(by).agencies)
    said.written_by, said.written_at = by, timezone.now()
    same: Any = type(said)._default_manager.filter(answer="", written_by=by, text=said.text, **about)
    if earlier := same.first():
        return earlier, False
    said.save()
    return said, True


def answer(said: Said, given: Answer, *, words: str, by: User) -> dict[str, tuple[Any, Any]]:
    """Write down what came of it; what changed by that, or nothing."""
    if given == Answer.NOT_TAKEN_UP and not words.strip():
        raise Refused(NO_REASON)
    before = {"answer": said.get_answer_display(), "answer_words": said.answer_words}
    said.answer, said.answer_words = given, words.strip()
    said.answered_by, said.answered_at = by, timezone.now()
    changes = activity.changed(before, {"answer": said.get_answer_display(), "answer_words": said.answer_words})
    if changes:
        said.save(update_fields=ANSWERED)
    return changes


def refuse_unanswered(waiting: int, before: str) -> None:
    """``before``: what may only happen once each was answered."""
    if waiting:
        what = "A comment has" if waiting == 1 else f"{waiting} comments have"
        raise Refused(f"{what} no answer yet. Answer each one before {before}.")
