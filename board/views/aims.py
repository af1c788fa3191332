"""Priorities and key questions: two lists kept in the same way."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions
from board.forms import KeyQuestionForm, PriorityForm
from board.models import KeyQuestion, Priority
from board.permissions import can_enter, can_manage, require
from board.queries import board_of, known_to
from board.rules import year_label, year_of
from board.views.pages import confirm_page, form_page
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between the two lists."""

    model: type[Priority] | type[KeyQuestion]
    form: type[PriorityForm] | type[KeyQuestionForm]
    noun: str
    url_word: str

    def url_of_list(self, aim: Priority | KeyQuestion) -> str:
        return _year_url(aim.year) if isinstance(aim, Priority) else reverse("board:key-questions")


PRIORITY = Kind(Priority, PriorityForm, "priority", "priority")
KEY_QUESTION = Kind(KeyQuestion, KeyQuestionForm, "key question", "key-question")


@require_safe
def priorities(request: SignedInRequest, year: int | None = None) -> HttpResponse:
    require(can_enter(request.user))
    starts_in = board_of(request).year_starts_in
    this_year = year_of(timezone.localdate(), starts_in)
    year = _possible(this_year if year is None else year)
    seen = known_to(request.user, Priority)
    years = set(seen.values_list("year", flat=True)) | {this_year, this_year + 1, year}
    return _list(
        request,
        PRIORITY,
        seen.filter(year=year),
        year=year,
        year_label=year_label(year, starts_in),
        years=[(other, year_label(other, starts_in)) for other in sorted(years, reverse=True)],
        add_url=reverse("board:priority-add", args=[year]),
    )


@require_safe
def key_questions(request: SignedInRequest) -> HttpResponse:
    require(can_enter(request.user))
    seen = known_to(request.user, KeyQuestion)
    return _list(request, KEY_QUESTION, seen, add_url=reverse("board:key-question-add"))


@require_http_methods(["GET", "POST"])
def aim_add(request: SignedInRequest, kind: Kind, year: int | None = None) -> HttpResponse:
    require(can_manage(request.user))
    new = kind.model(**({} if year is None else {"year": _possible(year)}))
    form = kind.form(sent(request), instance=new)
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_aim(form.instance, by=request.user), by=request.user
    ):
        messages.success(request, f"The {kind.noun} was added.")
        return redirect(kind.url_of_list(new))
    return form_page(
        request,
        form,
        title=f"Add a {kind.noun}",
        button=f"Add the {kind.noun}",
        back=(_plural(kind), kind.url_of_list(new)),
    )


@require_http_methods(["GET", "POST"])
def aim_change(request: SignedInRequest, kind: Kind, pk: int) -> HttpResponse:
    aim = get_object_or_404(known_to(request.user, kind.model), pk=pk)
    require(can_manage(request.user))
    form = kind.form(sent(request), instance=aim)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_aim(aim, form.edit(), by=request.user), by=request.user
    ):
        messages.success(request, f"The {kind.noun} was saved.")
        return redirect(kind.url_of_list(aim))
    return form_page(
        request,
        form,
        title=f"Change {kind.noun} {aim.number}",
        button=f"Save the {kind.noun}",
        back=(_plural(kind), kind.url_of_list(aim)),
    )


@require_POST
def aim_move(request: SignedInRequest, kind: Kind, pk: int) -> HttpResponse:
    aim = get_object_or_404(known_to(request.user, kind.model), pk=pk)
    require(can_manage(request.user))
    to = request.POST.get("to", "")
    try:
        if not (to.isascii() and to.isdigit() and len(to) < 4):
            raise Refused("Nothing was moved: choose Up or Down beside the one to move.")
        actions.move_aim(aim, to=int(to), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"It is now number {to}.")
    return redirect(kind.url_of_list(aim))


@require_http_methods(["GET", "POST"])
def aim_remove(request: SignedInRequest, kind: Kind, pk: int) -> HttpResponse:
    aim = get_object_or_404(known_to(request.user, kind.model), pk=pk)
    require(can_manage(request.user))
    back = (_plural(kind), kind.url_of_list(aim))
    if request.method == "POST":
        try:
            actions.remove_aim(aim, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"The {kind.noun} was removed.")
        return redirect(back[1])
    return confirm_page(
        request,
        title=f"Remove {kind.noun} {aim}",
        sentences=["Indicators named under it lose the link. Those after it move up by one."],
        button=f"Remove the {kind.noun}",
        back=back,
    )


def _list(request: SignedInRequest, kind: Kind, aims, **more: object) -> HttpResponse:
    found = list(aims)
    context = {
        "aims": found,
        "kind": kind,
        "change_url": f"board:{kind.url_word}-change",
        "move_url": f"board:{kind.url_word}-move",
        "remove_url": f"board:{kind.url_word}-remove",
        "timeline": activity.timeline(*found, with_changes=can_manage(request.user)),
        "can_manage": can_manage(request.user),
    }
    return render(request, f"board/{kind.url_word.replace('-', '_')}_list.html", context | more)


def _plural(kind: Kind) -> str:
    return "Priorities" if kind is PRIORITY else "Key questions"


def _year_url(year: int) -> str:
    return reverse("board:priorities-of", args=[year])


def _possible(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year
