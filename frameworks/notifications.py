"""What people are told about frameworks."""

from frameworks.models import Comment
from lscb.core import outbox


def tell_of_answer(said: Comment, event: int) -> None:
    """Whoever commented learns what came of it. Each answer is told once."""
    words = f"\n\n{said.answer_words}" if said.answer_words else ""
    about = f"“{said.about}”" if said.about else f"“{said.framework}”"
    outbox.queue(
        recipients=[said.written_by],
        dedupe_key=f"comment-answered:{said.pk}:{event}",
        subject=f"{said.get_answer_display()}: what you said of {said.framework}",
        body=f"What you said of {about} is {said.get_answer_display().lower()}.{words}\n\n"
        f"Read all of it here:\n{outbox.address(said.get_absolute_url())}\n",
        about=said.framework,
    )
