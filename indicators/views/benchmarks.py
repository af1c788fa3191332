"""Published figures of other places: the Board's staff bring their files in, and take them back."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.permissions import require
from indicators.actions import benchmarks as actions
from indicators.forms.benchmarks import (
    BenchmarkFileForm,
    LineForm,
    MappingForm,
    free_line_forms,
    initial_of,
    line_forms,
)
from indicators.mappings import LineSaid
from indicators.models import BenchmarkFile, BenchmarkMapping
from indicators.permissions import can_keep_benchmarks
from indicators.queries.benchmarks import benchmark_files_of, benchmark_mappings_of, neighbour_sets_of
from indicators.sheets.benchmarks import ROLES, recognised
from indicators.sheets.headings import Rows, headings_in, headings_of, holds_numbers, readable
from lscb.core import activity
from lscb.core.editing import EditConflict
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.templatetags.words import quantity

ROWS_SHOWN = 40
FILES_SHOWN = 30


@require_safe
def benchmark_list(request: SignedInRequest) -> HttpResponse:
    require(can_keep_benchmarks(request.user))
    files = benchmark_files_of(request.user).defer("tables")
    context = {
        "files": files[:FILES_SHOWN],
        "mappings": benchmark_mappings_of(request.user).prefetch_related("lines__indicator"),
        "sets": neighbour_sets_of(request.user)
        .in_use()
        .select_related("own__region")
        .prefetch_related("neighbours__area"),
    }
    return render(request, "indicators/benchmarks/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def benchmark_add(request: SignedInRequest) -> HttpResponse:
    require(can_keep_benchmarks(request.user))
    form = BenchmarkFileForm(sent(request), request.FILES or None if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            stored = actions.begin_benchmarks(
                form.tables,
                form.content,
                file_name=form.file_name,
                mapping=form.cleaned_data["mapping"],
                published_on=form.cleaned_data["published_on"],
                all_of=form.cleaned_data["all_of"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("file" if form.file_name else "pasted", str(refusal))
        else:
            return redirect(stored if stored.mapping else reverse("indicators:benchmark-read", args=[stored.pk]))
    return render(request, "indicators/benchmarks/add.html", {"form": form})


@require_safe
def benchmark_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it would make; afterwards, what it made."""
    stored = _file(request, pk)
    if stored.is_open and stored.mapping is None:
        return redirect("indicators:benchmark-read", pk)
    preview, why_not = None, ""
    if stored.is_open:
        try:
            preview = actions.look_over(stored)
        except Refused as refusal:
            why_not = str(refusal)
    context = {
        "stored": stored,
        "preview": preview,
        "why_not": why_not,
        "counts": preview.by_row() if preview else {},
        "shown": preview.made[:ROWS_SHOWN] if preview else [],
        "refused": preview.refused[:ROWS_SHOWN] if preview else [],
        "timeline": activity.timeline(stored, with_changes=True),
    }
    return render(request, "indicators/benchmarks/file.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def benchmark_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the columns and symbols of such files are."""
    stored = _file(request, pk)
    if not stored.is_open:
        return redirect(stored)
    mapping = stored.mapping or BenchmarkMapping()
    sheets = actions.rows_of(stored.found)
    sheet = request.GET.get("sheet", mapping.sheet if mapping.pk else "")
    if sheet not in sheets and len(sheets) > 1 and not (mapping.pk and "sheet" not in request.GET and not sheet):
        return render(request, "indicators/benchmarks/sheets.html", {"stored": stored, "sheets": _told(sheets)})
    tables = [readable(rows) for rows in ([sheets[sheet]] if sheet in sheets else sheets.values())]
    headings = headings_of(tables)
    initial = initial_of(mapping, recognised(tables)) | {"all_of": stored.all_of}
    form = MappingForm(sent(request), headings=headings, said=mapping, initial=initial)
    lines = line_forms(sent(request), mapping=mapping, headings=headings, tables=tables)

    def read(said: list[LineSaid]) -> None:
        edit = form.edit(sheet=sheet if len(sheets) > 1 else mapping.sheet)
        actions.read_as(stored, mapping, edit, said, all_of=form.cleaned_data["all_of"], by=request.user)

    if _is_said(request, form, lines, read):
        return redirect(stored)
    context = {
        "stored": stored,
        "form": form,
        "lines": lines,
        "headings": [one for one in headings if one],
        "sheet": sheet if len(sheets) > 1 else "",
    }
    return render(request, "indicators/benchmarks/read.html", context)


@require_POST
def benchmark_save(request: SignedInRequest, pk: int) -> HttpResponse:
    return _done(request, pk, lambda stored: _saved_words(actions.save_benchmarks(stored, by=request.user)))


@require_POST
def benchmark_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    def undo(stored: BenchmarkFile) -> str:
        actions.undo_benchmarks(stored, by=request.user)
        return "Its figures were taken back. Those that they had replaced stand again."

    return _done(request, pk, undo)


@require_POST
def benchmark_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    def discard(stored: BenchmarkFile) -> str:
        actions.discard_benchmarks(stored, by=request.user)
        return "The file was thrown away. No figure was changed."

    return _done(request, pk, discard)


@require_safe
def benchmark_mapping(request: SignedInRequest, pk: int) -> HttpResponse:
    mapping = get_object_or_404(benchmark_mappings_of(request.user), pk=pk)
    context = {
        "mapping": mapping,
        "lines": mapping.lines.select_related("indicator"),
        "columns": [(ROLES[role][0], heading) for role, heading in mapping.columns.items() if role in ROLES],
        "symbols": _symbols(mapping),
        "files": mapping.files.defer("tables")[:FILES_SHOWN],
        "timeline": activity.timeline(mapping, with_changes=True),
    }
    return render(request, "indicators/benchmarks/mapping.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def benchmark_mapping_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Without a file at hand; the next that is read so is read as it says then. What was saved stays."""
    mapping = get_object_or_404(benchmark_mappings_of(request.user), pk=pk)
    form = MappingForm(sent(request), headings=None, said=mapping, initial=initial_of(mapping, {}))
    lines = free_line_forms(sent(request), mapping)
    name = mapping.name
    if _is_said(request, form, lines, lambda said: actions.save_mapping(mapping, form.edit(), said, by=request.user)):
        messages.success(request, "It was saved. The next file is read so; figures brought in before stay.")
        return redirect(mapping)
    context = {"mapping": mapping, "name": name, "form": form, "lines": lines}
    return render(request, "indicators/benchmarks/mapping_form.html", context)


def _is_said(
    request: SignedInRequest,
    form: MappingForm,
    lines: list[LineForm],
    act: Callable[[list[LineSaid]], object],
) -> bool:
    """Whether it was sent whole, and kept; else the form says what is wrong."""
    if request.method != "POST" or not all([form.is_valid(), *(line.is_valid() for line in lines)]):
        return False
    said = [LineSaid(**line.line) for line in lines if line.line]
    if not said:
        form.add_error(None, "Choose at least one indicator, and the column that its figure stands in")
    elif len({line.indicator.pk for line in said}) < len(said):
        form.add_error(None, "Choose each indicator once only")
    else:
        try:
            act(said)
        except EditConflict as conflict:
            form.show_both_texts(conflict, said, reader=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return True
    return False


def _told(sheets: Mapping[str, Rows]) -> list[tuple[str, int, tuple[str, ...]]]:
    """Each sheet with how many rows it has and, where it holds figures, what names its columns."""
    return [
        (name, len(rows), tuple(filter(None, headings_in(readable(rows)))) if holds_numbers([rows]) else ())
        for name, rows in sheets.items()
    ]


def _symbols(mapping: BenchmarkMapping) -> dict[str, str]:
    """Each meaning, with the symbols that have it."""
    found: dict[str, str] = {}
    for symbol, state in mapping.states.items():
        if symbol:
            found[state.label] = f"{found.get(state.label, '')} {symbol}".strip()
    return found


def _file(request: SignedInRequest, pk: int) -> BenchmarkFile:
    return get_object_or_404(benchmark_files_of(request.user), pk=pk)


def _done(request: SignedInRequest, pk: int, act: Callable[[BenchmarkFile], str]) -> HttpResponse:
    stored = _file(request, pk)
    try:
        words = act(stored)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect(stored)


def _saved_words(stored: BenchmarkFile) -> str:
    return f"{quantity(stored.figures_made, 'figure')} saved from {stored}."
