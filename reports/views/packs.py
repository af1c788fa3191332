"""Board packs: the list, the form, one pack with its versions, and their files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import SingleTableView

from board.permissions import can_read_for_the_board, require
from lscb.core import activity, files
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.models import Job
from lscb.core.pages import pages_of
from reports import actions
from reports.forms import PackForm
from reports.models import LONGEST_SUMMARY, Pack, PackEdition
from reports.packs.tables import PackTable
from reports.permissions import can_make_packs, can_see_drafts


class PackListView(SingleTableView):
    request: SignedInRequest
    http_method_names = ["get", "head", "options"]
    table_class = PackTable
    table_pagination = pages_of(25)
    template_name = "reports/pack_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(can_read_for_the_board(self.request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return Pack.objects.visible_to(self.request.user).for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"can_make": can_make_packs(self.request.user)}


@require_safe
def pack_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    found = Pack.objects.visible_to(request.user).select_related("meeting__group", "job")
    pack = get_object_or_404(found, pk=pk)
    can_make, shows_draft = can_make_packs(request.user), can_see_drafts(request.user)
    work = _work_on(pack) if shows_draft else None
    context = {
        "pack": pack,
        "editions": pack.editions.for_listing(),
        "can_make": can_make,
        "shows_draft": shows_draft,
        "work": work,
        "is_asker": work is not None and Job.objects.visible_to(request.user).filter(pk=work.pk).exists(),
        "timeline_lines": activity.timeline(pack, with_changes=can_make) if shows_draft else [],
    }
    return render(request, "reports/pack_detail.html", context)


@require_http_methods(["GET", "POST"])
def pack_add(request: SignedInRequest) -> HttpResponse:
    require(can_make_packs(request.user))
    today = timezone.localdate()
    if _is_not_finished(request):
        return _form_page(request, PackForm.once_more(request.POST, today=today))
    form = PackForm(request.POST or None, today=today)
    if request.method == "POST" and saved(
        form, act=lambda: actions.begin_pack(form.instance, by=request.user, today=today), by=request.user
    ):
        messages.success(request, "The pack was saved. Make its PDF when it is ready.")
        return redirect(form.instance)
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
def pack_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    pack = get_object_or_404(Pack.objects.visible_to(request.user), pk=pk)
    require(can_make_packs(request.user))
    today = timezone.localdate()
    kept = get_object_or_404(Pack, pk=pk)
    if _is_not_finished(request):
        return _form_page(request, PackForm.once_more(request.POST, instance=pack, today=today), kept)
    form = PackForm(request.POST or None, instance=pack, today=today)
    if request.method == "POST" and saved(
        form, act=lambda: actions.change_pack(pack, form.edit(), by=request.user, today=today), by=request.user
    ):
        messages.success(request, "The pack was saved. Its next version will say so.")
        return redirect(pack)
    return _form_page(request, form, kept)


@require_POST
def pack_make(request: SignedInRequest, pk: int) -> HttpResponse:
    pack = get_object_or_404(Pack.objects.visible_to(request.user), pk=pk)
    try:
        answer = actions.ask_for_pdf(pack, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(pack)
    if isinstance(answer, PackEdition):
        messages.success(request, f"Nothing has changed since version {answer.number}: here is the same file.")
    return redirect(pack)


@require_safe
def edition_download(request: SignedInRequest, pk: int) -> HttpResponse:
    found = PackEdition.objects.visible_to(request.user).for_listing().select_related("pack", "file")
    edition = get_object_or_404(found, pk=pk)
    try:
        return files.attachment(edition.file)
    except Refused as refusal:
        return render(request, "reports/pack_file_lost.html", {"edition": edition, "reason": refusal}, status=404)


def _is_not_finished(request: HttpRequest) -> bool:
    """A section is moved or the summary looked at: nothing is saved or judged yet."""
    return request.method == "POST" and bool({"move", "preview"} & request.POST.keys())


def _work_on(pack: Pack) -> Job | None:
    """The PDF under way, or the reason why the last one was not made."""
    return pack.job if pack.job and (pack.job.is_refused or not pack.job.is_finished) else None


def _form_page(request: SignedInRequest, form: PackForm, pack: Pack | None = None) -> HttpResponse:
    context = {
        "form": form,
        "pack": pack,
        "title": "Change the pack" if pack else "Begin a pack",
        "standfirst": "Versions that have been made stay as they are." if pack else "",
        "button": "Save the pack",
        "cancel_url": pack.get_absolute_url() if pack else reverse("reports:pack-list"),
        "preview": request.POST.get("summary", "")[:LONGEST_SUMMARY] if "preview" in request.POST else None,
    }
    return render(request, "reports/pack_form.html", context)
