"""What a password may not be, beyond length and the list of common ones."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

CONTEXT_WORDS = ("safeguarding", "lscb", "lscp", "children", "board", "partnership", "council", "password")


class LengthValidator(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Choose a password of at least {self.min_length} characters"


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Choose a password that is harder to guess: many people use this one"


class ContextWordsValidator:
    """Refuses a password that is little more than the place's own words or the person's own name."""

    MOST_LEFT = 5

    def validate(self, password: str, user: Any = None) -> None:
        left = password.lower()
        for word in [*CONTEXT_WORDS, *self._own_words(user)]:
            left = left.replace(word, "")
        if len(left) < self.MOST_LEFT and len(left) < len(password):
            raise ValidationError(
                "Choose a password that is not made of words such as your name, “safeguarding” or “board”",
                code="password_context_words",
            )

    def get_help_text(self) -> str:
        return "Not made of words such as your name, “safeguarding” or “board”."

    @staticmethod
    def _own_words(user: Any) -> list[str]:
        words = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}".lower()
        for mark in "@._-+'":
            words = words.replace(mark, " ")
        return sorted((word for word in words.split() if len(word) > 2), key=len, reverse=True)
