from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.programme import actions
from audits.programme.filters import EntryFilter
from audits.programme.forms import InPlaceForm, ProgrammeForm, RollOverForm
from audits.programme.models import EntryQuerySet, Programme, ProgrammeEntry
from audits.programme.permissions import can_edit_programme
from audits.programme.queries import clashes, entries_of, overview, programmes_of
from audits.programme.strip import year_strip
from audits.programme.tables import EntryTable
from audits.programme.taking_out import written
from audits.programme.views.places import AT, in_the_list
from board.models import scope_of
from board.permissions import can_enter, require
from board.queries import board_of
from board.rules import year_label, year_of
from board.views.lists import BoardListView
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.forms.several import LONGEST_KEY
from lscb.core.http import SignedInRequest, sent
from lscb.core.models import User
from lscb.core.templatetags.words import quantity
from lscb.core.writing import download


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """This year's programme at one address, whichever year it is; or what would be there."""
    require(can_enter(request.user))
    starts_in = board_of(request).year_starts_in
    year = year_of(timezone.localdate(), starts_in)
    programmes = list(programmes_of(request.user))
    this_years = [one for one in programmes if one.year == year]
    if this_years:
        return ProgrammeDetailView.as_view(programmes=programmes)(request, pk=this_years[0].pk)
    context = {
        "year_label": year_label(year, starts_in),
        "programmes": programmes,
        "can_edit": can_edit_programme(request.user),
    }
    return render(request, "programme/home.html", context)


class ProgrammeDetailView(BoardListView):
    """One year's entries under their categories: sorted and narrowed as the address says."""

    table_class = EntryTable
    filterset_class = EntryFilter
    template_name = "programme/programme_detail.html"
    table_pagination = False
    http_method_names = ["get", "head", "options", "post"]
    programmes: list[Programme] | None = None
    in_place: InPlaceForm | None = None

    def may_list(self, user: User) -> bool:
        """Without a role there is no such programme."""
        return True

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        programmes = self.programmes if self.programmes is not None else list(programmes_of(request.user))
        found = [one for one in programmes if one.pk == kwargs["pk"]]
        if not found:
            raise Http404
        self.programme = found[0]
        self.other_years = [one for one in programmes if one != self.programme]
        self.overview = overview(self._visible(), today=timezone.localdate())
        return super().get(request, *args, **kwargs)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The row that is open is saved where it stands, and one is back at it; else the list says what is wrong."""
        # The programme is looked up first: a number that no database holds is a page that is not there.
        programme = get_object_or_404(programmes_of(request.user), pk=kwargs["pk"])
        entry = get_object_or_404(entries_of(request.user).filter(programme=programme), pk=self._open_row())
        require(can_edit_programme(request.user))
        form = self.in_place = InPlaceForm(request.POST, instance=entry)
        if saved(form, act=lambda: actions.change_entry(entry, form.edit(), by=request.user), by=request.user):
            messages.success(request, f"Entry {entry.number} was saved.")
            return redirect(in_the_list(entry, request.GET))
        return self.get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[ProgrammeEntry]:
        return self._visible().for_listing().saying_who_left(today=timezone.localdate()).order_by("number")

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return super().get_filterset_kwargs(filterset_class) | {"overview": self.overview}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        context = super().get_context_data(**kwargs)
        shown = [row.record for row in context["table"].rows]
        can_edit = can_edit_programme(self.request.user)
        return context | {
            "in_place": self.in_place or (self._form_in_place(shown) if can_edit else None),
            "programme": self.programme,
            "other_years": self.other_years,
            "standing": self.overview.standing,
            "sees_all": scope_of(self.request.user).reads_for_the_board,
            "timeline": activity.timeline(self.programme, with_changes=False, with_messages=False),
            "can_edit": can_edit,
            "can_roll_over": self._is_the_latest() and can_edit,
            "at": urlencode({AT: self.request.GET.urlencode()}),
            "today": today,
            "strip": year_strip(shown, year=self.programme.year, starts_in=self.programme.starts_in, today=today),
            "clashes": clashes(shown, today=today),
        }

    def _open_row(self) -> int | None:
        """Which entry's row the address opens."""
        asked = self.request.GET.get("edit", "")
        return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_KEY else None

    def _form_in_place(self, shown: list[ProgrammeEntry]) -> InPlaceForm | None:
        opened = self._open_row()
        return next((InPlaceForm(instance=entry) for entry in shown if entry.pk == opened), None)

    def _is_the_latest(self) -> bool:
        return not any(other.year > self.programme.year for other in self.other_years)

    def _visible(self) -> EntryQuerySet:
        return entries_of(self.request.user).filter(programme=self.programme)


@require_safe
def programme_take_out(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """In the layout of the papers, as Word or Excel: of the entries that this person sees."""
    programme = get_object_or_404(programmes_of(request.user), pk=pk)
    entries = entries_of(request.user).filter(programme=programme).for_listing().order_by("number")
    return download(written(programme, entries), form)


@require_http_methods(["GET", "POST"])
def programme_add(request: SignedInRequest) -> HttpResponse:
    require(can_edit_programme(request.user))
    starts_in = board_of(request).year_starts_in
    this_year = year_of(timezone.localdate(), starts_in)
    form = ProgrammeForm(sent(request), this_year=this_year, starts_in=starts_in)
    if request.method == "POST" and form.is_valid():
        try:
            programme = actions.begin_programme(form.cleaned_data["year"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{programme} was begun. Its entries come next.")
            return redirect(programme)
    return render(request, "programme/programme_form.html", {"form": form, "second_form": None})


@require_http_methods(["GET", "POST"])
def programme_roll_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the next year with what recurs; the manager says what else comes along, or does not."""
    programme = get_object_or_404(programmes_of(request.user), pk=pk)
    require(can_edit_programme(request.user))
    following = programmes_of(request.user).filter(year=programme.year + 1).first()
    if following:
        messages.error(request, f"{following} was begun already. Add to it here.")
        return redirect(following)
    entries = entries_of(request.user).filter(programme=programme)
    likely = set(entries.likely_to_recur().values_list("pk", flat=True))
    offered = entries.for_listing().saying_who_left(today=timezone.localdate()).order_by("number")
    form = RollOverForm(sent(request), entries=offered, likely=likely)
    if request.method == "POST" and form.is_valid():
        try:
            coming = actions.roll_over(programme, form.chosen(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            count = quantity(len(form.chosen()), "entry,entries")
            messages.success(request, f"{coming} was begun with {count} of {programme}.")
            return redirect(coming)
    return render(request, "programme/roll_over.html", {"programme": programme, "form": form})
