from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.programme import actions
from audits.programme.carried_out import carriers_of
from audits.programme.enums import OPEN, REPORTED_ON, TRANSITIONS, AuditStatus, EntryStatus
from audits.programme.forms import EntryForm, MoveForm
from audits.programme.models import Audit, ProgrammeEntry
from audits.programme.permissions import can_add_audit, can_edit_programme, can_move_entry
from audits.programme.queries import audits_of, clashes, entries_of, programmes_of
from audits.programme.views.pages import form_page
from audits.programme.views.places import back, where_from
from board.permissions import can_see_people, require
from frameworks.queries import activities_of, standards_of
from lscb.core import activity
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@require_safe
def entry_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    entry, today = _visible(request, pk), timezone.localdate()
    audits = list(audits_of(request.user).filter(entry=entry).for_listing())
    context = {
        "entry": entry,
        "today": today,
        "clash": clashes([entry], today=today).get(entry.pk),
        "standards": standards_of(request.user).filter(programme_entries=entry).select_related("section__framework"),
        "activities": activities_of(request.user).filter(programme_entries=entry).for_listing(),
        "agencies": entry.agencies.all(),
        "leads_on": bool(TRANSITIONS[EntryStatus(entry.status)]),
        "audits": audits,
        "is_all_reported": entry.status in OPEN and _are_all_reported(audits),
        "carriers": carriers_of(entry, request.user),
        "can_add_audit": can_add_audit(request.user),
        "timeline": activity.timeline(entry, with_changes=can_move_entry(request.user, entry)),
        "can_edit": can_edit_programme(request.user),
        "can_move": can_move_entry(request.user, entry),
        "can_see_people": can_see_people(request.user),
    }
    return render(request, "programme/entry_detail.html", context)


def _are_all_reported(audits: list[Audit]) -> bool:
    """At least one, and none that is owed yet or put off for a while."""
    carried_out = [audit for audit in audits if audit.status != AuditStatus.CANCELLED]
    return bool(carried_out) and all(audit.status in REPORTED_ON for audit in carried_out)


@require_http_methods(["GET", "POST"])
def entry_add(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(programmes_of(request.user), pk=pk)
    require(can_edit_programme(request.user))
    form = EntryForm(sent(request), instance=ProgrammeEntry(programme=programme))
    if request.method == "POST" and saved(
        form, act=lambda: actions.add_entry(form.instance, by=request.user, links=form.links), by=request.user
    ):
        messages.success(request, f"Entry {form.instance.number} was added.")
        return redirect(form.instance)
    crumb = (str(programme), programme.get_absolute_url())
    return form_page(request, form, title="Add an entry", button="Add the entry", back=crumb)


@require_http_methods(["GET", "POST"])
def entry_change(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = _visible(request, pk)
    require(can_edit_programme(request.user))
    title = f"Change entry {entry.number}"
    form = EntryForm(sent(request), instance=entry)

    def change() -> None:
        actions.change_entry(entry, form.edit(), by=request.user, links=form.links, read_links=form.read_links)

    if request.method == "POST" and saved(form, act=change, by=request.user):
        messages.success(request, "The entry was saved.")
        return back(request, entry)
    crumb = (str(entry), where_from(request, entry))
    return form_page(request, form, title=title, button="Save the entry", back=crumb)


@require_http_methods(["GET", "POST"])
def entry_move(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = _visible(request, pk)
    require(can_move_entry(request.user, entry))
    today = timezone.localdate()
    form = MoveForm(sent(request), entry=entry, today=today)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data
        try:
            actions.move_entry(
                entry,
                answer["status"],
                reason=answer["reason"],
                completed_on=answer["completed_on"],
                by=request.user,
                today=today,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Entry {entry.number} is {answer['status'].label.lower()}.")
            return back(request, entry)
    form.offer_only_what_leads_on()
    return form_page(
        request,
        form,
        title=f"How far entry {entry.number} has come",
        button="Save the status",
        back=(str(entry), where_from(request, entry)),
        standfirst=entry.subject,
    )


def _visible(request: SignedInRequest, pk: int) -> ProgrammeEntry:
    return get_object_or_404(entries_of(request.user).for_listing(), pk=pk)
