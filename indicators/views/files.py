"""A return's figures as a file: taken away with its rows and last periods, brought back, looked over, saved."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.permissions import require
from indicators.actions import files as actions
from indicators.actions.editable import why_closed
from indicators.forms.files import FiguresFileForm
from indicators.history import columns_of
from indicators.models import IndicatorReturn, ReturnFile
from indicators.rows import rows_of
from indicators.sheets.workbook import as_csv, as_lines, as_workbook, unused_of
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.templatetags.words import quantity
from lscb.core.uploads.kinds import Kind
from lscb.core.uploads.names import clean_name


@require_safe
def return_sheet(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The rows that this person fills in, with what stands in them and the last periods."""
    item = _return(request, pk)
    figures = actions.own_figures(item, by=request.user)
    require(bool(figures))
    if form not in ("xlsx", "csv"):
        raise Http404
    rows, columns = rows_of(item, figures, user=request.user), columns_of(item.period.span)
    lines = as_lines(item, rows, columns)
    content = as_csv(lines) if form == "csv" else as_workbook(lines, unused_of(rows, columns))
    kind = "text/csv; charset=utf-8" if form == "csv" else Kind.EXCEL.value.content_type
    response = HttpResponse(content, content_type=kind)
    name = clean_name(f"{item.agency} {item.period.label}.{form}")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def return_file_add(request: SignedInRequest, pk: int) -> HttpResponse:
    item, today = _return(request, pk), timezone.localdate()
    require(bool(actions.own_figures(item, by=request.user)))
    if reason := why_closed(item, today=today):
        messages.info(request, reason)
        return redirect(item)
    form = FiguresFileForm(sent(request), request.FILES or None if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            stored = actions.begin_file(
                item,
                form.tables,
                form.content,
                file_name=form.file_name,
                by=request.user,
                today=today,
            )
        except Refused as refusal:
            form.add_error("file" if form.file_name else "pasted", str(refusal))
        else:
            return redirect(stored)
    return render(request, "indicators/file_add.html", {"item": item, "form": form, "today": today})


@require_safe
def return_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every row of it beside what stands."""
    stored, item = _file(request, pk)
    beside = actions.look_over(stored, item, by=request.user) if stored.is_open else []
    context = {
        "stored": stored,
        "item": item,
        "beside": beside,
        "differing": [each for each in beside if each.differences or each.errors],
        "changed_count": sum(bool(each.differences) for each in beside),
        "wrong_count": sum(bool(each.errors) for each in beside),
        "same_count": sum(not each.differences and not each.errors for each in beside),
        "stamp": actions.stamp_of(beside),
        "today": timezone.localdate(),
    }
    return render(request, "indicators/file_detail.html", context)


@require_POST
def return_file_save(request: SignedInRequest, pk: int) -> HttpResponse:
    stored, item = _file(request, pk)
    try:
        stored = actions.save_file(
            stored,
            stamp=request.POST.get("stamp", ""),
            by=request.user,
            today=timezone.localdate(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(stored)
    messages.success(request, f"{quantity(stored.rows_changed, 'row')} saved from {stored}.")
    return redirect("indicators:return-edit", item.pk)


@require_POST
def return_file_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    stored, item = _file(request, pk)
    actions.discard_file(stored)
    messages.success(request, "The file was thrown away. Nothing in the return was changed.")
    return redirect("indicators:return-edit", item.pk)


def _return(request: SignedInRequest, pk: int) -> IndicatorReturn:
    return get_object_or_404(IndicatorReturn.objects.visible_to(request.user).for_listing(), pk=pk)


def _file(request: SignedInRequest, pk: int) -> tuple[ReturnFile, IndicatorReturn]:
    stored = get_object_or_404(ReturnFile.objects.visible_to(request.user), pk=pk)
    item = IndicatorReturn.objects.for_listing().get(pk=stored.indicator_return_id)
    # Whoever brought it may have been given other work since.
    require(bool(actions.own_figures(item, by=request.user)))
    return stored, item
