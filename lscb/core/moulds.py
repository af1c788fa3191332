"""A piece of a page drawn once, with holes for what each row says: what sixty rows share is drawn once in a process.

A hole is markup that no text can hold, for text is escaped; so what fills one hole is never looked through for others.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

HOLE = re.compile(r"<hole (\w+)>")


def cast(template: str, *, shared: Mapping[str, Any], said: Mapping[str, Any]) -> SafeString:
    """The template with both. It may ask about what is ``shared``; what is ``said`` it can only write out."""
    pieces = _mould(template, tuple(said), **shared)
    words = {name: conditional_escape(value) for name, value in said.items()}
    return mark_safe("".join([words[piece] if at % 2 else piece for at, piece in enumerate(pieces)]))  # noqa: S308


@lru_cache(maxsize=1024, typed=True)  # typed: words that are markup already are not the same as words
def _mould(template: str, said: tuple[str, ...], **shared: Any) -> list[str]:
    """What stands between the holes, and every other one the name of a hole."""
    holes = {name: mark_safe(f"<hole {name}>") for name in said}  # noqa: S308
    return HOLE.split(render_to_string(template, shared | holes))
