"""Keeping the coverage matrix: its headings, its rows. How it reads is a page of the reports."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.permissions import can_read_for_the_board, require
from frameworks import actions
from frameworks.actions.coverage import coverage_of
from frameworks.forms import CoverageForm, CoverageRowForm, CoverageSectionForm
from frameworks.models import Coverage, CoverageRow, CoverageSection
from frameworks.permissions import can_keep_frameworks
from frameworks.queries import coverages_of
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def coverage_list(request: SignedInRequest) -> HttpResponse:
    require(can_read_for_the_board(request.user))
    context = {"coverages": coverages_of(request.user), "can_keep": can_keep_frameworks(request.user)}
    return render(request, "frameworks/coverage_list.html", context)


@require_safe
def coverage_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its headings and rows, to be changed."""
    coverage = get_object_or_404(coverages_of(request.user), pk=pk)
    rows = CoverageRow.objects.select_related("activity").prefetch_related("cells", "key_questions")
    context = {
        "coverage": coverage,
        "sections": coverage.sections.prefetch_related(Prefetch("rows", rows.order_by("position", "pk"))),
        "can_keep": can_keep_frameworks(request.user),
        "timeline": activity.timeline(coverage, with_changes=can_keep_frameworks(request.user)),
    }
    return render(request, "frameworks/coverage_detail.html", context)


@require_http_methods(["GET", "POST"])
def coverage_add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_frameworks(request.user))
    form = CoverageForm(sent(request), instance=Coverage())
    if request.method == "POST" and saved(
        form, act=lambda: actions.begin_coverage(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, "The matrix was begun. Its headings and rows come next.")
        return redirect(form.instance)
    return _form_page(request, form, None, title="Begin a coverage matrix", button="Begin it")


@require_http_methods(["GET", "POST"])
def coverage_section_add(request: SignedInRequest, pk: int) -> HttpResponse:
    coverage = get_object_or_404(coverages_of(request.user), pk=pk)
    require(can_keep_frameworks(request.user))
    form = CoverageSectionForm(sent(request), instance=CoverageSection(coverage=coverage))
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_coverage_part(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, "The heading was added.")
        return redirect(coverage)
    return _form_page(request, form, coverage, title="Add a heading", button="Add the heading")


@require_http_methods(["GET", "POST"])
def coverage_section_change(request: SignedInRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    require(can_keep_frameworks(request.user))
    form = CoverageSectionForm(sent(request), instance=section)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_coverage_part(section, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, "The heading was saved.")
        return redirect(section.coverage)
    return _form_page(request, form, section.coverage, title="Change a heading", button="Save the heading")


@require_http_methods(["GET", "POST"])
def coverage_row_add(request: SignedInRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    require(can_keep_frameworks(request.user))
    form = CoverageRowForm(sent(request), instance=CoverageRow(section=section))

    def add() -> None:
        actions.add_coverage_part(form.instance, by=request.user, questions=form.questions, cells=form.cells)

    if request.method == "POST" and saved(form, act=add, by=request.user):
        messages.success(request, "The row was added.")
        return redirect(section.coverage)
    return _form_page(request, form, section.coverage, title="Add a row", button="Add the row", about=section.title)


@require_http_methods(["GET", "POST"])
def coverage_row_change(request: SignedInRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    require(can_keep_frameworks(request.user))
    form = CoverageRowForm(sent(request), instance=row)

    def change() -> None:
        actions.change_coverage_part(row, form.edit(), by=request.user, questions=form.questions, cells=form.cells)

    if request.method == "POST" and saved(form, act=change, by=request.user):
        messages.success(request, "The row was saved.")
        return redirect(coverage_of(row))
    return _form_page(request, form, coverage_of(row), title="Change a row", button="Save the row", about=row.title)


@require_POST
def coverage_section_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One place up, or with ``down`` sent, down."""
    return _press(request, _section(request, pk), _moved(request))


@require_POST
def coverage_row_move(request: SignedInRequest, pk: int) -> HttpResponse:
    return _press(request, _row(request, pk), _moved(request))


@require_POST
def coverage_section_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """With its rows."""
    return _press(request, _section(request, pk), actions.remove_coverage_part, said="It was taken out.")


@require_POST
def coverage_row_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    return _press(request, _row(request, pk), actions.remove_coverage_part, said="The row was taken out.")


def _moved(request: SignedInRequest) -> Callable[..., object]:
    up = "down" not in request.POST
    return lambda part, by: actions.move_coverage_part(part, up=up, by=by)


def _press(request: SignedInRequest, part: Any, act: Callable[..., object], *, said: str = "") -> HttpResponse:
    require(can_keep_frameworks(request.user))
    coverage = coverage_of(part)
    act(part, by=request.user)
    if said:
        messages.success(request, said)
    return redirect(coverage)


def _section(request: SignedInRequest, pk: int) -> CoverageSection:
    return get_object_or_404(CoverageSection.objects.visible_to(request.user).select_related("coverage"), pk=pk)


def _row(request: SignedInRequest, pk: int) -> CoverageRow:
    return get_object_or_404(CoverageRow.objects.visible_to(request.user).select_related("section__coverage"), pk=pk)


def _form_page(
    request: SignedInRequest, form: Any, coverage: Coverage | None, *, title: str, button: str, about: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "second_form": None,
        "title": title,
        "button": button,
        "coverage": coverage,
        "about": about,
    }
    return render(request, "frameworks/coverage_form.html", context)
