"""Rows of several querysets by one statement: what many apps offer is read at once, however many they become.

Each row travels as JSON, and is then made by its queryset's own iterable: models with what they select along,
annotations, values. Rows come in no order; what a queryset prefetches is still asked for beside it.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

# PostgreSQL's JSON writes as text what its driver would have given as these; SQLite's columns hold nothing else.
OF_TEXT: dict[str, Callable[[Any], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "TimeField": time.fromisoformat,
    "DecimalField": Decimal,
    "FloatField": float,
    "UUIDField": UUID,
    "JSONField": json.dumps,
}
MOST_ARGUMENTS = 50  # a function takes no more than a hundred


def rows_of(*querysets: QuerySet[Any, Any]) -> list[list[Any]]:
    """Of each queryset its rows, in one query; none where nothing can be found."""
    plain = [queryset.order_by() for queryset in querysets]
    compilers = [queryset.query.get_compiler(DEFAULT_DB_ALIAS) for queryset in plain]
    statements, params = [], []
    for place, compiler in enumerate(compilers):
        try:
            sql, given = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            continue
        statements.append(f"SELECT {place}, {_as_json(compiler)} FROM ({sql}) part{place}")  # noqa: S608 (Django's own statements)
        params += given
    found: list[list[list[Any]]] = [[] for _ in plain]
    number = Decimal if connection.vendor == "postgresql" else None  # with all its noughts
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), params)
            for place, row in cursor.fetchall():
                found[place].append([value for some in json.loads(row, parse_float=number) for value in some])
    return [_made(*each) for each in zip(plain, compilers, found, strict=True)]


def _as_json(compiler: SQLCompiler) -> str:
    names = [connection.ops.quote_name(alias) for _column, _sql, alias in compiler.select]
    chunks = [names[start : start + MOST_ARGUMENTS] for start in range(0, len(names), MOST_ARGUMENTS)]
    function = "json_build_array" if connection.vendor == "postgresql" else "json_array"
    arrays = ", ".join(f"{function}({', '.join(chunk)})" for chunk in chunks)
    return f"CAST({function}({arrays}) AS text)"


def _made(queryset: QuerySet[Any, Any], compiler: SQLCompiler, rows: Sequence[list[Any]]) -> list[Any]:
    """As if the compiler had asked for these rows itself."""
    if not rows:
        return []
    if connection.vendor == "postgresql":
        readers = [_reader(column) for column, _sql, _alias in compiler.select]
        rows = [
            [read(value) if value is not None and read else value for read, value in zip(readers, row, strict=True)]
            for row in rows
        ]
    compiler.execute_sql = lambda *_asked, **_how: [rows]  # type: ignore[assignment, method-assign]
    queryset.query.get_compiler = lambda *_asked, **_how: compiler  # type: ignore[method-assign]
    return list(queryset)


def _reader(column: Expression) -> Callable[[Any], Any] | None:
    field = column.output_field
    return OF_TEXT.get((getattr(field, "target_field", None) or field).get_internal_type())
