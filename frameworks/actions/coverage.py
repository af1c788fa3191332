"""The coverage matrix: begun, brought in, its sections and rows changed."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max

from board.actions import keeping
from board.models import KeyQuestion
from board.permissions import require
from frameworks.bringing_in.coverage import Cell, CoveragePreview
from frameworks.models import Coverage, CoverageCell, CoverageRow, CoverageSection, Framework, MonitoringActivity
from frameworks.permissions import can_keep_frameworks
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "Choose another title: there is a coverage of this title already"
NOTHING = "None of its rows would make anything. Say which columns it has, or correct its rows."
Part = TypeVar("Part", CoverageSection, CoverageRow)
Cells = Mapping[str, Cell | None]


def begin_coverage(coverage: Coverage, *, by: User) -> Coverage:
    require(can_keep_frameworks(by))
    return keeping.add(coverage, verb="coverage.added", by=by, taken=TAKEN)


@transaction.atomic
def bring_in_coverage(made: CoveragePreview, coverage: Coverage, *, by: User | None, source: str = "") -> Coverage:
    """All that a preview shows, in one act and a fixed number of queries."""
    require(by is None or can_keep_frameworks(by))
    if not made.made:
        raise Refused(NOTHING)
    with editing.one_of_a_kind(TAKEN):
        coverage.save()
    sections = CoverageSection.objects.bulk_create(
        CoverageSection(coverage=coverage, position=position, title=each.title, introduction=each.introduction)
        for position, each in enumerate(made.sections)
    )
    pairs = [
        (section, position, row)
        for section, each in zip(sections, made.sections, strict=True)
        for position, row in enumerate(each.rows)
    ]
    rows = CoverageRow.objects.bulk_create(
        CoverageRow(section=section, position=position, title=row.title, words=row.words, how_often=row.how_often)
        for section, position, row in pairs
    )
    CoverageCell.objects.bulk_create(
        CoverageCell(row=saved, sector=sector, kind=cell.kind, words=cell.words)
        for saved, (_, _, row) in zip(rows, pairs, strict=True)
        for sector, cell in row.cells.items()
    )
    known = dict(KeyQuestion.objects.filter(number__in=made.questions).values_list("number", "pk"))
    through = CoverageRow.key_questions.through
    through.objects.bulk_create(
        through(coveragerow_id=saved.pk, keyquestion_id=known[number])
        for saved, (_, _, row) in zip(rows, pairs, strict=True)
        for number in row.questions
        if number in known
    )
    changes = {"rows": ("", made.made), "file": ("", source)}
    activity.record("coverage.brought_in", coverage, by=by, changes=changes)
    return coverage


@transaction.atomic
def add_coverage_part(
    part: Part, *, by: User, questions: Iterable[KeyQuestion] = (), cells: Cells | None = None
) -> Part:
    """At the end of what it belongs to."""
    require(can_keep_frameworks(by))
    coverage = keeping.locked(coverage_of(part))
    last = _siblings(part).aggregate(last=Max("position"))["last"]
    part.position = 0 if last is None else last + 1
    part.save()
    if isinstance(part, CoverageRow):
        part.key_questions.set(questions)
        _set_cells(part, cells or {})
    activity.record("coverage.part_added", coverage, by=by, changes={"part": ("", str(part))})
    return part


@transaction.atomic
def change_coverage_part(
    part: Part,
    edit: editing.Edit,
    *,
    by: User,
    questions: Iterable[KeyQuestion] | None = None,
    cells: Cells | None = None,
) -> Part:
    require(can_keep_frameworks(by))
    coverage = keeping.locked(coverage_of(part))
    part = keeping.locked(part)
    changes = editing.merge(part, edit)
    if changes:
        part.save(update_fields=list(changes))
    if isinstance(part, CoverageRow):
        if questions is not None:
            before = {str(one) for one in part.key_questions.all()}
            part.key_questions.set(questions)
            after = {str(one) for one in part.key_questions.all()}
            if before != after:
                changes["key_questions"] = ("; ".join(sorted(before)), "; ".join(sorted(after)))
        changes |= _set_cells(part, cells or {})
    if changes:
        activity.record("coverage.part_changed", coverage, by=by, changes={"part": (str(part), str(part)), **changes})
    return part


@transaction.atomic
def move_coverage_part(part: Part, *, up: bool, by: User) -> Part:
    """One place up or down among its own; at the end it stays."""
    require(can_keep_frameworks(by))
    coverage = keeping.locked(coverage_of(part))
    siblings = list(_siblings(part).order_by("position", "pk"))
    here = siblings.index(part)
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        for position, sibling in enumerate(siblings):
            sibling.position = position
        type(part)._default_manager.bulk_update(siblings, ["position"])
        activity.record("coverage.part_moved", coverage, by=by, changes={"place": (here + 1, there + 1)})
    return part


@transaction.atomic
def remove_coverage_part(part: Part, *, by: User) -> None:
    require(can_keep_frameworks(by))
    coverage, words = keeping.locked(coverage_of(part)), str(part)
    part.delete()
    activity.record("coverage.part_removed", coverage, by=by, changes={"part": (words, "")})


def follow(before: Framework, adopted: Framework) -> None:
    """Rows that point at an activity of the version before point at what came of it in the one adopted now."""
    rows = CoverageRow.objects.filter(activity__standard__section__framework=before).select_related("activity")
    activities = MonitoringActivity.objects.filter(standard__section__framework=adopted).exclude(came_from=None)
    successors: dict[int | None, int] = dict(activities.values_list("came_from_id", "pk"))
    moved = [row for row in rows if row.activity_id in successors]
    for row in moved:
        row.activity_id = successors[row.activity_id]
    CoverageRow.objects.bulk_update(moved, ["activity"])


def coverage_of(part: CoverageSection | CoverageRow) -> Coverage:
    return part.coverage if isinstance(part, CoverageSection) else part.section.coverage


def _siblings(part: Part) -> models.QuerySet[Part]:
    parent = "coverage" if isinstance(part, CoverageSection) else "section"
    return type(part)._default_manager.filter(**{parent: getattr(part, f"{parent}_id")})


def _set_cells(row: CoverageRow, cells: Cells) -> dict[str, tuple[str, str]]:
    """By sector; none is a gap. Sector -> (before, after) where that is another."""
    before = {cell.sector: cell for cell in row.cells.all()}
    changes = {}
    for sector, wanted in cells.items():
        old = before.get(sector)
        said = (_words(old), _words(wanted))
        if said[0] == said[1]:
            continue
        changes[sector] = said
        if wanted is None:
            before[sector].delete()
        else:
            CoverageCell.objects.update_or_create(
                row=row, sector=sector, defaults={"kind": wanted.kind, "words": wanted.words}
            )
    return changes


def _words(cell: CoverageCell | Cell | None) -> str:
    return "" if cell is None else f"{cell.kind} {cell.words}".strip()
