"""Processor time, and queries. Things to compare take turns, so that a busy machine is as unkind to each of them."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.db import connection

Work = Callable[[], Any]


def cpu_of(works: Mapping[str, Work], *, repeats: int) -> dict[str, float]:
    """The median of each work's processor time, in milliseconds; the first round warms up and is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    gc.collect()
    for _ in range(repeats):
        for name, work in works.items():
            began = time.process_time_ns()
            work()
            taken[name].append((time.process_time_ns() - began) / 1e6)
    return {name: median(times) for name, times in taken.items()}


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Every statement that is executed meanwhile."""
    statements: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield statements
