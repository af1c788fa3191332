"""A file of figures: read, looked over beside what stands, saved in one act or not at all."""

import copy
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.permissions import require
from indicators.actions.editable import why_closed
from indicators.actions.entry import keep_row
from indicators.analysis.checks import Finding
from indicators.enums import MissingReason
from indicators.models import Figure, FileState, IndicatorReturn, ReturnFile
from indicators.permissions import can_edit_figure
from indicators.rows import Row, measure_of, rows_of
from indicators.sheets.reading import Line, SheetError, Wanted, lines_in, rows_in
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User
from lscb.core.reading import Tables
from lscb.core.writing.tables import plain

REASONS = {label.casefold(): value for value, label in MissingReason.choices} | {"available": ""}
LABELS = {
    "numerator_text": "Numerator",
    "denominator_text": "Denominator",
    "value_text": "Value",
    "missing_reason": "If not available",
    "commentary": "Commentary",
    "explanation": "Explain this figure",
}
LENGTHS = {"commentary": 6_000, "explanation": 2_000}
LONGEST = 200
SAVED_SINCE = "Something in this return was saved after you opened this page. Look at the differences again, then save."


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    stands: str
    says: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One row of the file beside the row of the return that it is about."""

    line: Line
    figure: Figure | None = None
    row: Row | None = None
    differences: Sequence[Difference] = ()
    errors: Sequence[str] = ()

    @property
    def texts(self) -> dict[str, str]:
        return dict(self.line.texts or {})

    @property
    def warnings(self) -> Sequence[Finding]:
        return self.row.reading.warnings if self.row else ()


@transaction.atomic
def begin_file(
    item: IndicatorReturn, tables: Tables, content: bytes, *, file_name: str, by: User, today: date
) -> ReturnFile:
    """Keep what it says. The same file again, while it is looked over, is the one there is."""
    item = IndicatorReturn.objects.lock(item.pk)
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    figures = own_figures(item, by=by)
    require(bool(figures))
    try:
        lines = lines_in(
            rows_in([(row.number, row.cells) for row in table.rows] for table in tables.tables),
            [
                Wanted(each.pk, each.indicator.code, each.indicator.title, measure_of(each.indicator).boxes)
                for each in figures
            ],
            REASONS,
            number=item.pk,
        )
    except SheetError as error:
        raise Refused(str(error)) from error
    digest = hashlib.sha256(content).hexdigest()
    stored, _ = ReturnFile.objects.get_or_create(
        indicator_return=item,
        begun_by=by,
        digest=digest,
        state=FileState.PREVIEW,
        defaults={
            "file_name": file_name[:200],
            "lines": [asdict(line) for line in lines],
            "begun_at": timezone.now(),
        },
    )
    return stored


def own_figures(item: IndicatorReturn, *, by: User) -> list[Figure]:
    """The rows that this person fills in."""
    own = list(item.figures.in_order())
    for figure in own:
        figure.indicator_return = item
    return [figure for figure in own if can_edit_figure(by, figure)]


def look_over(stored: ReturnFile, item: IndicatorReturn, *, by: User) -> list[Beside]:
    """Every row of the file: what it would change, and what is wrong or unlikely in it."""
    figures = {figure.pk: figure for figure in own_figures(item, by=by)}
    lines = [Line(**line) for line in stored.lines]
    changed = {
        line.key: _changed(figures[line.key], line) for line in lines if line.key in figures and line.texts is not None
    }
    rows = {row.figure.pk: row for row in rows_of(item, changed.values(), user=by)}
    return [_beside(line, figures.get(line.key or 0), rows.get(line.key or 0)) for line in lines]


def _changed(figure: Figure, line: Line) -> Figure:
    """As it would be, not saved."""
    changed = copy.copy(figure)
    for name, text in _differing(figure, line.texts or {}).items():
        setattr(changed, name, text)
    return changed


def _differing(figure: Figure, texts: dict[str, str] | Any) -> dict[str, str]:
    """What a sheet cannot hold, such as two spaces together, is no difference."""
    return {name: text for name, text in texts.items() if _in_a_cell(getattr(figure, name)) != _in_a_cell(text)}


def _in_a_cell(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in plain(text).strip().splitlines())


def _beside(line: Line, figure: Figure | None, row: Row | None) -> Beside:
    if line.refusal or figure is None or row is None:
        return Beside(line, figure, errors=[line.refusal or "This row is no longer yours to fill in."])
    differing = _differing(figure, line.texts or {})
    errors = [finding.message for finding in row.reading.errors]
    errors += [
        f"{LABELS[name]}: it is longer than {LENGTHS.get(name, LONGEST):,} letters."
        for name, text in differing.items()
        if len(text) > LENGTHS.get(name, LONGEST)
    ]
    found = [
        Difference(LABELS[name], _words(name, getattr(figure, name)), _words(name, text))
        for name, text in differing.items()
    ]
    return Beside(line, figure, row, found, errors)


def _words(name: str, text: str) -> str:
    return MissingReason(text).label if name == "missing_reason" and text else text


def stamp_of(beside: Sequence[Beside]) -> str:
    """Another one whenever anything that the file is about was saved."""
    return ".".join(f"{each.figure.pk}-{each.figure.version}" for each in beside if each.figure)


@transaction.atomic
def save_file(stored: ReturnFile, *, stamp: str, by: User, today: date) -> ReturnFile:
    """All that differs, in one act. Where a row is wrong, or was saved meanwhile, nothing of it."""
    # The return first, as everywhere: whoever fills it in is waited for.
    item = IndicatorReturn.objects.lock(stored.indicator_return_id)
    stored = ReturnFile.objects.lock(stored.pk)
    if not stored.is_open:
        raise Refused(f"This file is {stored.get_state_display().lower()} already.")
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    beside = look_over(stored, item, by=by)
    if stamp != stamp_of(beside):
        raise Refused(SAVED_SINCE)
    if any(each.errors for each in beside):
        raise Refused("Nothing was saved: there is still a row to put right.")
    changing = [each for each in beside if each.differences and each.figure]
    for each in changing:
        assert each.figure is not None
        keep_row(each.figure, _differing(each.figure, each.texts), by=by)
    _finish(stored, FileState.SAVED, rows_changed=len(changing))
    if changing:
        activity.record(
            "return.file_saved", item, by=by, changes={"file": (None, str(stored)), "rows": (None, len(changing))}
        )
    return stored


@transaction.atomic
def discard_file(stored: ReturnFile) -> ReturnFile:
    stored = ReturnFile.objects.lock(stored.pk)
    if stored.is_open:
        stored.lines = []
        _finish(stored, FileState.DISCARDED)
    return stored


def _finish(stored: ReturnFile, state: FileState, *, rows_changed: int = 0) -> None:
    stored.state, stored.finished_at, stored.rows_changed = state, timezone.now(), rows_changed
    stored.save()
