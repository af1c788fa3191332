"""Files that are held back, by the virus scanner or because they are not whole: what the manager sees and may do."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from board import actions
from board.forms import DiscardForm
from board.permissions import can_manage, require
from board.views.pages import form_page
from lscb.core.belonging import owners_of
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent
from lscb.core.models import StoredFile

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def files_not_whole(request: SignedInRequest) -> HttpResponse:
    require(can_manage(request.user))
    if request.method == "POST":
        actions.check_again(by=request.user, now=timezone.now())
        messages.success(request, "They were checked again.")
        return redirect("board:files-not-whole")
    files = StoredFile.objects.held_back().select_related("fault", "stored_by").order_by("-stored_at", "-pk")
    page = Paginator(files, PER_PAGE).get_page(request.GET.get("page"))
    owners = owners_of(page.object_list)
    context = {
        "page": page,
        "held": [(file, owners.get(file.pk, [])) for file in page],
        "has_faults": any(hasattr(file, "fault") for file in page),
        "has_scanner": bool(settings.CLAMAV),
    }
    return render(request, "board/files_not_whole.html", context)


@require_POST
def file_scan_again(request: SignedInRequest, pk: int) -> HttpResponse:
    require(can_manage(request.user))
    file = get_object_or_404(StoredFile.objects.held_back(), pk=pk)
    try:
        actions.scan_again(file, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The virus scanner is asked about {file} again.")
    return redirect("board:files-not-whole")


@require_http_methods(["GET", "POST"])
def file_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    require(can_manage(request.user))
    file = get_object_or_404(StoredFile.objects.held_back(), pk=pk)
    form = DiscardForm(sent(request))

    def discard() -> None:
        actions.discard(file, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())

    if request.method == "POST" and saved(form, act=discard, by=request.user):
        messages.success(request, f"{file} was discarded.")
        return redirect("board:files-not-whole")
    return form_page(
        request,
        form,
        title=f"Discard “{file}”",
        button="Discard the file",
        back=("Files held back", reverse("board:files-not-whole")),
        standfirst="Its content is erased from the store and cannot be brought back here. What it belongs to stays, "
        "and says that the file was discarded.",
    )
