"""Logs that tell what happened and of whom nothing: a line of JSON, or a plain one for whoever tries the product.

Text that comes from outside stays outside. Of a message only its own words are kept: numbers, and names that code gives
(``lscb.core.tasks.remind``), stand in it; any other text becomes ``…``. Of an exception only its kind and the places it
came through are kept, for its words may hold what a person typed. Django's own messages quote addresses and hosts, so
they are told by status alone.
"""

import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from lscb.core import request_id

HIDDEN = "…"
# A dotted name of code, or a task's number. Names of people have spaces, capitals alone or no dot.
_NAME_OF_CODE = re.compile(r"[a-z_][a-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_QUOTES_REQUESTS = ("django.",)
_EXTRA = ("event", "method", "route", "status", "ms", "user", "step")


class PlainSpeech:
    """What of a record may be written down."""

    def words(self, record: logging.LogRecord) -> str:
        if record.name.startswith(_QUOTES_REQUESTS):
            status = getattr(record, "status_code", None)
            return f"answered {status}" if status else record.name
        text = str(record.msg)
        if not record.args:
            return text
        try:
            return text % _masked(record.args)
        except (TypeError, ValueError, KeyError):
            return text

    def places(self, record: logging.LogRecord) -> tuple[str, list[str]]:
        """The kind of exception, and the files and lines it came through: no values, and not its words."""
        if not record.exc_info or record.exc_info[0] is None:
            return "", []
        kind, _error, trace = record.exc_info
        frames = traceback.extract_tb(trace)
        return kind.__qualname__, [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


class JsonLines(PlainSpeech, JsonFormatter):
    """One JSON object a line, for whatever gathers logs."""

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.words(record),
        }
        if number := request_id.current():
            line["request_id"] = number
        line |= {name: getattr(record, name) for name in _EXTRA if hasattr(record, name)}
        kind, places = self.places(record)
        if kind:
            line |= {"exception": kind, "at": places}
        return self.serialize_log_record(line)


class PlainLines(PlainSpeech, logging.Formatter):
    """The same, for a person who looks on."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        extra = " ".join(f"{name}={getattr(record, name)}" for name in _EXTRA if hasattr(record, name))
        parts = [moment, record.levelname, record.name, self.words(record), extra, request_id.current()]
        kind, places = self.places(record)
        return "\n  ".join([" ".join(filter(None, parts)), *([kind] if kind else []), *places])


def _masked(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _plain(value) for name, value in args.items()}
    return tuple(_plain(value) for value in args)


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, BaseException):
        return type(value).__name__
    return value if isinstance(value, str) and _NAME_OF_CODE.fullmatch(value) else HIDDEN
