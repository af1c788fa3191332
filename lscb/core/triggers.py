"""The triggers that refuse a change, as each engine writes them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "this table is append-only"
# How PostgreSQL writes down when a trigger fires: before, and for each row or once.
BEFORE, EACH_ROW, DELETE, UPDATE, TRUNCATE = 2, 1, 8, 16, 32


@dataclass(frozen=True, slots=True)
class Door:
    """A row may be deleted where ``table`` names it in a column of the same name as its key."""

    table: str
    column: str

    @property
    def stands_open(self) -> str:
        return f"EXISTS (SELECT 1 FROM {self.table} WHERE {self.column} = OLD.{self.column})"  # noqa: S608  # our own names


@dataclass(frozen=True, slots=True)
class Trigger:
    """``proof`` is what the database says of it while it is in place, whole and switched on."""

    name: str
    table: str
    create: tuple[str, ...]
    proof: tuple[object, ...]


def triggers_of(model: type[models.Model], door: Door | None, *, vendor: str) -> Iterator[Trigger]:
    return _on_postgresql(model, door) if vendor == "postgresql" else _on_sqlite(model, door)


def in_place(connection: BaseDatabaseWrapper) -> dict[str, tuple[object, ...]]:
    """The proof of each trigger there is."""
    query = _PROOF_ON_POSTGRESQL if connection.vendor == "postgresql" else _PROOF_ON_SQLITE
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: tuple(proof) for name, *proof in cursor.fetchall()}


_PROOF_ON_SQLITE = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
_PROOF_ON_POSTGRESQL = """
    SELECT tgname, relname, tgtype, tgenabled, tgqual IS NULL, prosrc
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)
"""


def _on_postgresql(model: type[models.Model], door: Door | None) -> Iterator[Trigger]:
    """Always: they fire in a session that plays a replica as well, which passes over ordinary triggers."""
    table = model._meta.db_table
    through = f"{table}_through_its_door" if door else "refuse_change"
    for verb, each, kind, function in (
        ("UPDATE", "ROW", BEFORE | EACH_ROW | UPDATE, "refuse_change"),
        ("DELETE", "ROW", BEFORE | EACH_ROW | DELETE, through),
        ("TRUNCATE", "STATEMENT", BEFORE | TRUNCATE, "refuse_change"),
    ):
        name = f"{table}_no_{verb.lower()}"
        body = _body(door if function == through else None)
        yield Trigger(
            name,
            table,
            (
                f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {function}()",
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
            ),
            (table, kind, "A", True, body),
        )


def _body(door: Door | None) -> str:
    opening = f"IF {door.stands_open} THEN RETURN OLD; END IF; " if door else ""
    return f" BEGIN {opening}RAISE EXCEPTION '{REFUSAL}'; END "


def _on_sqlite(model: type[models.Model], door: Door | None) -> Iterator[Trigger]:
    """The third refuses "INSERT OR REPLACE", which deletes unseen by the others unless recursive triggers are on."""
    table = model._meta.db_table
    taken = " OR ".join(_same_as_new(columns) for columns in _unique_columns(model))
    replaces = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608  # names of our own tables and columns
    for verb, moment, condition in (
        ("update", "BEFORE UPDATE", ""),
        ("delete", "BEFORE DELETE", f"WHEN NOT {door.stands_open} " if door else ""),
        ("replace", "BEFORE INSERT", f"WHEN {replaces} "),
    ):
        name = f"{table}_no_{verb}"
        create = f"CREATE TRIGGER {name} {moment} ON {table} {condition}BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        yield Trigger(name, table, (f"DROP TRIGGER IF EXISTS {name}", create), (table, create))


def _same_as_new(columns: list[str]) -> str:
    return "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"


def _unique_columns(model: type[models.Model]) -> Iterator[list[str]]:
    """Whatever makes a new row take another's place."""
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    yield from ([columns[field.name]] for field in model._meta.concrete_fields if field.unique)
    for constraint in model._meta.total_unique_constraints:
        yield [columns[name] for name in constraint.fields]
