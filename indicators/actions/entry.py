"""Filling in a return: every word is kept as it was typed, whatever it was read as."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from board.permissions import require
from indicators.actions.editable import why_closed
from indicators.models import Figure, FigureRevision, IndicatorReturn, ReturnRevision
from indicators.models.returns import FigureQuerySet, IndicatorReturnQuerySet
from indicators.permissions import can_edit_figure, can_edit_return
from indicators.rows import read
from lscb.core import activity
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import ActivityEvent, User

# One person's work on one return is one line of the log, however often it saves itself.
SESSION = timedelta(minutes=30)

TEXTS = ("numerator_text", "denominator_text", "value_text", "missing_reason", "commentary", "explanation")


class FigureConflict(Conflict):
    """Someone else saved this row first. Carries the row as it is now."""

    def __init__(self, theirs: Figure) -> None:
        super().__init__("Someone else saved this row first.")
        self.theirs = theirs


class ReturnConflict(Conflict):
    """Someone else saved the commentary on the whole return first. Carries the return as it is now."""

    def __init__(self, theirs: IndicatorReturn) -> None:
        super().__init__("Someone else saved this first.")
        self.theirs = theirs


@transaction.atomic
def save_figure(
    figures: FigureQuerySet, pk: int, texts: Mapping[str, str], *, version: int, by: User, today: date
) -> Figure:
    """Keep one row as typed, over the version its writer had before them. The same words again change nothing.

    ``figures`` are those visible to the writer. The return is locked, as it is while it is submitted.
    """
    was_logged = Exists(_recent_lines(by).filter(object_id=OuterRef("indicator_return")))
    locked = figures.select_for_update(no_key=True, of=("indicator_return",)).with_return()
    figure = locked.annotate(was_logged=was_logged).get(pk=pk)
    item = figure.indicator_return
    require(can_edit_figure(by, figure))
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    if all(getattr(figure, name) == text for name, text in texts.items()):
        return figure
    if figure.version != version:
        raise FigureConflict(figure)
    keep_row(figure, texts, by=by)
    if not figure.was_logged:
        activity.record("return.edited", item, by=by)
    return figure


def keep_row(figure: Figure, texts: Mapping[str, str], *, by: User) -> None:
    """Write the row over the version it was read at, and append that to its history."""
    seen = figure.version
    for name, text in texts.items():
        setattr(figure, name, text)
    reading = read(figure)
    figure.state = reading.state
    figure.numerator, figure.denominator, figure.value = reading.numerator, reading.denominator, reading.value
    figure.version, figure.saved_at, figure.saved_by = seen + 1, timezone.now(), by
    changed = [*texts, "state", "numerator", "denominator", "value", "version", "saved_at", "saved_by"]
    fields = {name: getattr(figure, name) for name in changed}
    if not Figure.objects.filter(pk=figure.pk, version=seen).update(**fields):
        raise FigureConflict(Figure.objects.with_return().get(pk=figure.pk))
    FigureRevision.objects.create(
        figure=figure,
        version=figure.version,
        texts={name: getattr(figure, name) for name in TEXTS},
        saved_at=figure.saved_at,
        saved_by=by,
    )


@transaction.atomic
def save_whole(
    returns: IndicatorReturnQuerySet,
    pk: int,
    *,
    commentary: str,
    is_nil: bool,
    version: int,
    by: User,
    today: date,
) -> IndicatorReturn:
    """Keep what is said about the return as a whole."""
    item = returns.lock(pk)
    require(can_edit_return(by, item))
    if reason := why_closed(item, today=today):
        raise Refused(reason)
    if (item.commentary, item.is_nil) == (commentary, is_nil):
        return item
    if item.version != version:
        raise ReturnConflict(item)
    item.commentary, item.is_nil, item.version = commentary, is_nil, version + 1
    item.save(update_fields=["commentary", "is_nil", "version"])
    ReturnRevision.objects.create(
        indicator_return=item,
        version=item.version,
        commentary=commentary,
        is_nil=is_nil,
        saved_at=timezone.now(),
        saved_by=by,
    )
    log_editing(item, by=by)
    return item


def log_editing(item: IndicatorReturn, *, by: User) -> None:
    """One line for each person's spell of work."""
    if not _recent_lines(by).filter(object_id=item.pk).exists():
        activity.record("return.edited", item, by=by)


def _recent_lines(by: User) -> QuerySet[ActivityEvent]:
    label, since = IndicatorReturn._meta.label_lower, timezone.now() - SESSION
    return ActivityEvent.objects.filter(verb="return.edited", object_type=label, by=by, at__gte=since)
