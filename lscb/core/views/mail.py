"""The mail folder: what would have been sent, where nothing is."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lscb.core.http import SignedInRequest
from lscb.core.mail_folder import latest

AT_MOST = 50


@require_safe
def mail_folder(request: SignedInRequest) -> HttpResponse:
    """Only where an invented Board is shown and its mail is kept on this machine."""
    if settings.MAIL_FOLDER is None or not settings.IS_DEMO:
        raise Http404
    letters = latest(settings.MAIL_FOLDER, at_most=AT_MOST)
    return render(request, "pages/mail_folder.html", {"letters": letters, "at_most": AT_MOST})
