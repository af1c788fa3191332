"""A table on its way in: read, looked over row by row, saved in one act, taken back as one."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.permissions import require
from board.views.pages import confirm_page
from frameworks.actions import stored as actions
from frameworks.bringing_in.kinds import kind_named, kind_of
from frameworks.bringing_in.sheet import Line, lines_of, unknown_tables
from frameworks.enums import BringingInState
from frameworks.forms.bringing_in import HEADING, OUT, ROW, ColumnsForm
from frameworks.models import BringingIn
from frameworks.permissions import can_keep_frameworks
from frameworks.queries import bringings_in_of
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.forms.tables import TablesForm
from lscb.core.http import SignedInRequest, sent
from lscb.core.models import Job
from lscb.core.reading import Correction
from lscb.core.templatetags.words import quantity

LINES_A_PAGE = 50
NAMES_THE_COLUMNS = "It names the columns"


@require_http_methods(["GET", "POST"])
def bring_in(request: SignedInRequest, kind: str) -> HttpResponse:
    """What it is called, and the file or the pasted table it comes from."""
    offered = kind_named(kind)
    require(offered.may_keep(request.user) if offered else can_keep_frameworks(request.user))
    if offered is None:
        raise Http404
    name_form = offered.name_form(sent(request))
    source = TablesForm(sent(request), request.FILES or None if request.method == "POST" else None)
    if request.method == "POST" and name_form.is_valid() & source.is_valid():
        stored = BringingIn(kind=kind, file_name=source.file_name, **name_form.cleaned_data)
        actions.begin_bringing_in(stored, source.tables, source.content, by=request.user)
        if not _read(stored).made:
            return redirect("frameworks:bringing-in-columns", stored.pk)
        return redirect(stored)
    return _form_page(
        request,
        name_form,
        source,
        title=f"Bring in a {offered.noun}",
        button="Read it",
        back=offered.back(None),
        standfirst="Its rows are shown beside what will be made of each. Nothing is saved before you say so.",
        lately=bringings_in_of(request.user).filter(kind=kind).lately()[:5],
    )


@require_safe
def bringing_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every row beside what will be made of it; afterwards, what was made."""
    stored = _visible(request, pk)
    kind, made = kind_of(stored), _read(stored)
    lines = lines_of(stored.found, made)
    asked = request.GET.get("show", "")
    shown = [line for line in lines if line.is_looked_for] if asked == "look" else lines
    whole = kind.found(stored) if stored.state == BringingInState.SAVED else None
    can_keep = kind.may_keep(request.user)
    context = {
        "stored": stored,
        "kind": kind,
        "back": kind.back(stored),
        "made": made,
        "doubtful": sum(bool(line.doubts) for line in lines),
        "unknown": unknown_tables(stored.found, made),
        "page": Paginator(shown, LINES_A_PAGE).get_page(request.GET.get("page")),
        "show": asked,
        "whole": whole,
        "opening": kind.opening(whole) if whole else ("", ""),
        "why_not_undone": actions.why_not_undone(stored) if whole else "",
        "can_keep": can_keep,
        "work": _work(stored),
        "may_act": can_keep and stored.is_open and (stored.job is None or stored.job.is_finished),
        "timeline": activity.timeline(stored, with_changes=can_keep),
    }
    return render(request, "frameworks/bringing_in.html", context)


@require_http_methods(["GET", "POST"])
def bringing_in_name(request: SignedInRequest, pk: int) -> HttpResponse:
    stored = _visible(request, pk)
    require(kind_of(stored).may_keep(request.user))
    form = kind_of(stored).name_form(sent(request), initial={"title": stored.title, "year": stored.year})
    act = partial(_act_on_valid, form, actions.name_bringing_in, stored, request)
    if request.method == "POST" and saved(form, act=act, by=request.user):
        return redirect(stored)
    return _form_page(request, form, title=kind_of(stored).renaming, button="Save this", back=_crumb(stored))


@require_http_methods(["GET", "POST"])
def bringing_in_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    stored = _visible(request, pk)
    require(kind_of(stored).may_keep(request.user))
    found = stored.found
    unknown = unknown_tables(found, _read(stored)) or found.tables
    form = ColumnsForm(sent(request), kind=kind_of(stored), tables=unknown, said=stored.columns_by_hand or {})

    def say() -> None:
        heads = [table.rows[0].number for table in unknown] if form.cleaned_data["heads"] else []
        left_out = dict.fromkeys(heads, NAMES_THE_COLUMNS)
        actions.say_columns(stored, form.columns, by=request.user, left_out=left_out)

    if request.method == "POST" and saved(form, act=say, by=request.user):
        return redirect(stored)
    return _form_page(
        request,
        form,
        title="What the columns hold",
        button="Read it with these columns",
        back=_crumb(stored),
        standfirst="Its columns have other names than those that are known. Say what each holds.",
    )


@require_http_methods(["GET", "POST"])
def bringing_in_row(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    stored = _visible(request, pk)
    require(kind_of(stored).may_keep(request.user))
    lines = lines_of(stored.found, _read(stored))
    place, line = next(((place, line) for place, line in enumerate(lines) if line.number == row), (0, None))
    if line is None:
        raise Http404
    before = stored.corrected.get(row, Correction())
    form = kind_of(stored).row_form(
        sent(request),
        kind=kind_of(stored),
        cells=line.explained.cells if line.explained else line.refusal.cells if line.refusal else {},
        settings=line.explained.settings if line.explained else before.settings,
        initial={
            "understood": _understood(line, before),
            "because": before.left_out,
            "read": actions.what_is_said(stored, row),
        },
    )

    def correct() -> None:
        read = form.cleaned_data["read"]
        actions.correct_row(stored, row, form.correction(before), by=request.user, read=read)

    if request.method == "POST" and saved(form, act=correct, by=request.user):
        messages.success(request, f"Row {row} was saved.")
        show = request.GET.get("show", "")
        page = 1 if show else place // LINES_A_PAGE + 1
        return redirect(f"{stored.get_absolute_url()}?{urlencode({'show': show, 'page': page})}#row-{row}")
    return _form_page(
        request,
        form,
        title=f"Row {row}",
        button="Save the row",
        back=_crumb(stored),
        standfirst=" / ".join(" ".join(cell.split()) for cell in line.row.cells if cell),
    )


@require_POST
def bringing_in_save(request: SignedInRequest, pk: int) -> HttpResponse:
    stored = _visible(request, pk)
    require(kind_of(stored).may_keep(request.user))
    if not stored.is_open:
        messages.info(request, f"This was {stored.get_state_display().lower()} already.")
        return redirect(stored)
    made = _read(stored)
    try:
        actions.save_or_ask(stored, made.made, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(stored)
    stored.refresh_from_db()
    if stored.state == BringingInState.SAVED:
        messages.success(request, f"{stored} was brought in: {quantity(stored.rows_made, 'row')}.")
    return redirect(stored)


@require_POST
def bringing_in_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    stored = _visible(request, pk)
    require(kind_of(stored).may_keep(request.user))
    try:
        actions.discard_bringing_in(stored, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(stored)
    messages.success(request, f"{stored} was thrown away. Nothing was made of it.")
    return redirect(kind_of(stored).back(None)[1])


@require_http_methods(["GET", "POST"])
def bringing_in_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    stored = _visible(request, pk)
    require(kind_of(stored).may_keep(request.user))
    if request.method == "POST":
        try:
            actions.undo_bringing_in(stored, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{stored} was taken back, with all {quantity(stored.rows_made, 'row')}.")
        return redirect(stored)
    sentences = [f"All that it made is removed: {quantity(stored.rows_made, 'row')}. The table stays here."]
    return confirm_page(
        request, title=f"Take back {stored}", sentences=sentences, button="Take it back", back=_crumb(stored)
    )


def _act_on_valid(form: Any, act: Any, stored: BringingIn, request: SignedInRequest) -> None:
    act(stored, form.cleaned_data, by=request.user)


def _visible(request: SignedInRequest, pk: int) -> BringingIn:
    return get_object_or_404(bringings_in_of(request.user).select_related("job"), pk=pk)


def _read(stored: BringingIn) -> Any:
    return kind_of(stored).read(stored, today=timezone.localdate())


def _work(stored: BringingIn) -> Job | None:
    """The job that saves it, while it is not saved."""
    return stored.job if stored.is_open else None


def _understood(line: Line, before: Correction) -> str:
    if before.left_out:
        return OUT
    return HEADING if before.is_heading or (line.explained and line.explained.is_heading) else ROW


def _crumb(stored: BringingIn) -> tuple[str, str]:
    return str(stored), stored.get_absolute_url()


def _form_page(
    request: SignedInRequest,
    form: Any,
    second_form: Any = None,
    *,
    title: str,
    button: str,
    back: tuple[str, str],
    standfirst: str = "",
    lately: Iterable[BringingIn] = (),
) -> HttpResponse:
    context = {
        "lately": lately,
        "form": form,
        "second_form": second_form,
        "title": title,
        "button": button,
        "back_words": back[0],
        "back_url": back[1],
        "standfirst": standfirst,
    }
    return render(request, "frameworks/bringing_in_form.html", context)
