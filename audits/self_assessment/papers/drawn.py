"""What a paper is drawn from."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from board.models import Board


@dataclass(frozen=True, slots=True)
class Drawn:
    """A template, what it is filled with, and what the file is called."""

    template: str
    context: dict[str, Any]
    name: str


def letterhead() -> dict[str, Any]:
    """Whose paper it is. One query."""
    board = Board.current()
    contact = [board.contact_name, board.contact_telephone, board.contact_email]
    return {
        "name": board.name,
        "term": board.term,
        "marking": board.marking,
        "contact": ", ".join(filter(None, contact)),
    }


def digest_of(content: Any) -> str:
    """SHA-256 of what is said, whoever draws it and when."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
