"""Where product code scopes rows to a person, and what happens when one such call is taken out."""

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

PROJECT = Path(__file__).resolve().parents[2]
PRODUCT = ("lscb", "board", "frameworks", "improvement", "audits", "indicators", "reports")
FOLDERS = tuple(str(PROJECT / folder) for folder in PRODUCT)


@dataclass(frozen=True, order=True)
class Site:
    """One call of ``visible_to`` in the product's code."""

    path: str
    first_line: int
    last_line: int

    def __str__(self) -> str:
        return f"{Path(self.path).relative_to(PROJECT)}:{self.first_line}"

    def holds(self, path: str, line: int) -> bool:
        return path == self.path and self.first_line <= line <= self.last_line


@cache
def sites() -> list[Site]:
    """Every call, read off the syntax trees; ``visible_to`` calling itself in a model is not one."""
    return sorted(site for folder in PRODUCT for file in (PROJECT / folder).rglob("*.py") for site in _calls(file))


def _calls(file: Path) -> Iterator[Site]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "visible_to":
            yield Site(str(file), node.lineno, node.end_lineno or node.lineno)


@contextmanager
def watched(decide: Callable[[str, int], bool]) -> Iterator[None]:
    """Every ``visible_to`` asks ``decide(path, line)`` of its caller first; where it says so, nothing is scoped."""
    classes = {type(model._default_manager.all()) for model in apps.get_models()}
    scoped = {one: one.visible_to for one in classes if "visible_to" in vars(one)}
    for one, real in scoped.items():
        one.visible_to = _asking(real, decide)
    try:
        yield
    finally:
        for one, real in scoped.items():
            one.visible_to = real


def _asking(real: Callable[..., Any], decide: Callable[[str, int], bool]) -> Callable[..., Any]:
    def visible_to(self: QuerySet, *arguments: Any, **named: Any) -> Any:
        frame = sys._getframe(1)
        while not frame.f_code.co_filename.startswith(FOLDERS):
            assert frame.f_back is not None
            frame = frame.f_back
        if decide(frame.f_code.co_filename, frame.f_lineno):
            return self
        return real(self, *arguments, **named)

    return visible_to
