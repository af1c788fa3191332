"""What is said of a framework in consultation, and what is answered."""

from typing import Any

from board.forms.consulting import AnswerForm, CommentForm

__all__ = ["AdditionForm", "AnswerForm", "CommentForm"]


class AdditionForm(CommentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.help_text = "What you propose to add", "What is to hold, how it could be checked, and why."
