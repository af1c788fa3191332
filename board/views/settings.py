from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board import actions
from board.forms import BoardForm, HolidayForm
from board.models import Board, ExtraHoliday
from board.permissions import can_manage, require
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.templatetags.words import uk_date


@require_http_methods(["GET", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    form = BoardForm(sent(request), instance=Board.current())
    if request.method == "POST" and saved(form, act=partial(_change, form, request), by=request.user):
        messages.success(request, "The Board’s settings were saved.")
        return redirect("board:settings")
    return _page(request, form, HolidayForm())


@require_POST
def holiday_add(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    form = HolidayForm(request.POST)
    if saved(form, act=lambda: actions.add_holiday(**form.cleaned_data, by=request.user), by=request.user):
        messages.success(request, f"{uk_date(form.cleaned_data['day'])} is no longer counted as a working day.")
        return redirect("board:settings")
    return _page(request, BoardForm(instance=Board.current()), form)


@require_POST
def holiday_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    require(can_manage(request.user))
    holiday = get_object_or_404(ExtraHoliday, pk=pk)
    try:
        actions.remove_holiday(holiday, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{uk_date(holiday.day)} was taken off the list.")
    return redirect("board:settings")


def _change(form: BoardForm, request: SignedInRequest) -> Board:
    return actions.change_board(form.edit(), by=request.user)


def _page(request: SignedInRequest, form: BoardForm, holiday_form: HolidayForm) -> HttpResponse:
    context = {
        "form": form,
        "holiday_form": holiday_form,
        "holidays": ExtraHoliday.objects.all(),
        "timeline": activity.timeline(Board.current(), with_changes=True),
    }
    return render(request, "board/settings.html", context)
