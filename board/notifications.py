"""What people are told of a consultation."""

from django.db.models import Model

from board.models import Said
from lscb.core import outbox


def tell_of_answer(said: Said, *, about: str, whole: Model, url: str, event: int) -> None:
    """Whoever commented learns what came of it. Each answer is told once."""
    words = f"\n\n{said.answer_words}" if said.answer_words else ""
    outbox.queue(
        recipients=[said.written_by],
        dedupe_key=f"{said._meta.model_name}-answered:{said.pk}:{event}",
        subject=f"{said.get_answer_display()}: what you said of {whole}",
        body=f"What you said of “{about}” is {said.get_answer_display().lower()}.{words}\n\n"
        f"Read all of it here:\n{outbox.address(url)}\n",
        about=whole,
    )
