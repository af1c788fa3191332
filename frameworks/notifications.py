"""What people are told about frameworks."""

from board import notifications
from frameworks.models import Comment


def tell_of_answer(said: Comment, event: int) -> None:
    notifications.tell_of_answer(
        said, about=said.about or str(said.framework), whole=said.framework, url=said.get_absolute_url(), event=event
    )
