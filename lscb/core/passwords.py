"""What a password may not be: short, common, or little more than the place's own words."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from lscb.core import identity

CONTEXT_WORDS = ("safeguarding", "lscb", "lscp", "children", "board", "partnership", "council", "password")


class LengthValidator(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Choose a password of at least {self.min_length} characters"


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Choose a password that is harder to guess: many people use this one"


class ContextWordsValidator:
    """Refuses a password that is little more than the Board's own words or the person's own name."""

    LEAST_BESIDES = 8

    def validate(self, password: str, user: Any = None) -> None:
        left = password.lower()
        for word in [*CONTEXT_WORDS, *_words_of(*identity.current().words), *_words_of(*_of_person(user))]:
            left = left.replace(word, "")
        letters = sum(letter.isalnum() for letter in left)
        if letters < self.LEAST_BESIDES and len(left) < len(password):
            raise ValidationError(
                "Choose a password that is not made of words such as your name, “safeguarding” or “board”",
                code="password_context_words",
            )

    def get_help_text(self) -> str:
        return "Not made of words such as your name, “safeguarding” or “board”."


def _of_person(user: Any) -> tuple[str, str]:
    return getattr(user, "name", ""), getattr(user, "email", "")


def _words_of(*texts: str) -> list[str]:
    """Words of three letters or more, the longest first, so that none is left in part."""
    plain = "".join(letter if letter.isalnum() else " " for letter in " ".join(texts).lower())
    return sorted({word for word in plain.split() if len(word) > 2}, key=lambda word: (-len(word), word))
