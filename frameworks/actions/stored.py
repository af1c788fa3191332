"""A table on its way in: read, understood by hand where it must be, saved once, taken back as one."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from board.actions import keeping
from board.permissions import require
from frameworks.bringing_in.kinds import kind_of
from frameworks.bringing_in.undoing import is_used, was_touched
from frameworks.enums import BringingInState
from frameworks.models import BringingIn
from lscb.core import activity, editing, jobs
from lscb.core.exceptions import Refused
from lscb.core.models import Job, User
from lscb.core.reading import Correction, Tables

JOB = "bring-in"
# More rows than a person waits for with the page still open.
MOST_AT_ONCE = 200
NO_LONGER = "This was {} already."
SAVED_MEANWHILE = NO_LONGER.format("saved")
TOUCHED = "It was changed since it was brought in, so it is not taken back. Change or remove what is wrong in it."
USED = "Something else refers to it since, so it is not taken back."
MEANWHILE = "Someone else corrected this row while you did. Yours is not saved: open the row again to see theirs."
GONE = "What it made is no longer there."


@transaction.atomic
def begin_bringing_in(stored: BringingIn, tables: Tables, content: bytes, *, by: User | None) -> BringingIn:
    """Keep what was read. Nothing is made yet."""
    _require(stored, by)
    stored.found, stored.digest = tables, hashlib.sha256(content).hexdigest()
    stored.begun_at, stored.begun_by = timezone.now(), by
    stored.save()
    activity.record("bringing_in.begun", stored, by=by)
    return stored


@transaction.atomic
def name_bringing_in(stored: BringingIn, values: Mapping[str, Any], *, by: User) -> BringingIn:
    stored = _open(stored, by=by)
    for name, value in values.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(values))
    return stored


@transaction.atomic
def say_columns(
    stored: BringingIn, columns: Mapping[int, str], *, by: User, left_out: Mapping[int, str] | None = None
) -> BringingIn:
    """``left_out``: rows that only name the columns, and what is said of each."""
    stored = _open(stored, by=by)
    stored.columns = {str(place): column for place, column in columns.items()}
    for row, reason in (left_out or {}).items():
        stored.corrections[str(row)] = Correction(left_out=reason).as_json()
    stored.save(update_fields=["columns", "corrections"])
    return stored


@transaction.atomic
def correct_row(
    stored: BringingIn, row: int, correction: Correction, *, by: User, read: str | None = None
) -> BringingIn:
    """What a person says of one row; of others nothing changes, whoever works on them meanwhile.

    ``read``: a mark of what was said of it when they began (``what_is_said``), where they had read anything.
    """
    stored = _open(stored, by=by)
    if read is not None and read != what_is_said(stored, row):
        raise Refused(MEANWHILE)
    stored.corrections[str(row)] = correction.as_json()
    stored.save(update_fields=["corrections"])
    return stored


def what_is_said(stored: BringingIn, row: int) -> str:
    """Changes with every correction of the row."""
    return editing.digest(activity.canonical(stored.corrections.get(str(row))))


@transaction.atomic
def discard_bringing_in(stored: BringingIn, *, by: User) -> BringingIn:
    stored = _open(stored, by=by)
    _finish(stored, BringingInState.DISCARDED, by=by)
    activity.record("bringing_in.discarded", stored, by=by)
    return stored


def save_or_ask(stored: BringingIn, rows: int, *, by: User, today: date) -> Job | None:
    """At once, or by the worker where it is long: then the job says how far it is."""
    _require(stored, by)
    if rows <= MOST_AT_ONCE:
        save_bringing_in(stored, by=by, today=today)
        return None
    with transaction.atomic():
        stored = _open(stored, by=by)
        arguments = {"pk": stored.pk, "by": by.pk, "today": today.isoformat()}
        stored.job = jobs.request(JOB, key=str(stored.pk), arguments=arguments, by=by)
        stored.save(update_fields=["job"])
    return stored.job


def save_in_job(running: jobs.Running, arguments: dict[str, Any]) -> None:
    """The worker's part. Done twice, it is done once."""
    stored = BringingIn.objects.get(pk=arguments["pk"])
    if stored.state == BringingInState.SAVED:
        return
    running.tell(10, "Reading its rows")
    by, today = User.objects.get(pk=arguments["by"]), date.fromisoformat(arguments["today"])
    made = kind_of(stored).read(stored, today=today)
    running.tell(50, f"Saving {made.made:,} rows")
    save_bringing_in(stored, by=by, today=today)


@transaction.atomic
def save_bringing_in(stored: BringingIn, *, by: User | None, today: date) -> BringingIn:
    """Make all of it, in one act: whoever comes second finds it saved."""
    stored = _open(stored, by=by)
    kind = kind_of(stored)
    made = kind.read(stored, today=today)
    stored.made = kind.save(made, stored, by=by)
    stored.rows_made = made.made
    _finish(stored, BringingInState.SAVED, by=by)
    activity.record("bringing_in.saved", stored, by=by, changes={"rows": ("", made.made)})
    return stored


@transaction.atomic
def undo_bringing_in(stored: BringingIn, *, by: User) -> BringingIn:
    """Take all of it back, while nobody has touched any of it."""
    _require(stored, by)
    stored = keeping.locked(stored)
    whole = kind_of(stored).found(stored) if stored.state == BringingInState.SAVED else None
    if whole is not None:
        keeping.locked(whole)
    if sentence := why_not_undone(stored):
        raise Refused(sentence)
    try:
        for part in kind_of(stored).parts(stored):
            part.delete()
    except ProtectedError as error:
        raise Refused(USED) from error
    _finish(stored, BringingInState.UNDONE, by=by)
    activity.record("bringing_in.undone", stored, by=by)
    return stored


def why_not_undone(stored: BringingIn) -> str:
    """A sentence, or nothing where it may be."""
    kind = kind_of(stored)
    if stored.state != BringingInState.SAVED:
        return f"This is {stored.get_state_display().lower()}."
    if kind.found(stored) is None:
        return GONE
    parts = kind.parts(stored)
    if was_touched(parts, own_verbs=kind.own_verbs):
        return TOUCHED
    return USED if is_used(parts) else kind.in_the_way(stored)


def _open(stored: BringingIn, *, by: User | None) -> BringingIn:
    _require(stored, by)
    stored = keeping.locked(stored)
    if not stored.is_open:
        raise Refused(NO_LONGER.format(stored.get_state_display().lower()))
    return stored


def _finish(stored: BringingIn, state: BringingInState, *, by: User | None) -> None:
    stored.state, stored.finished_at, stored.finished_by = state, timezone.now(), by
    stored.save()


def _require(stored: BringingIn, by: User | None) -> None:
    """By nobody: by whoever runs the installation, at its prompt."""
    require(by is None or kind_of(stored).may_keep(by))
