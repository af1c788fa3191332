"""How an indicator is broken down: one page, one act."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from board.permissions import require
from board.views.pages import form_page
from indicators.actions.breakdowns import break_down
from indicators.forms.breakdowns import BreakdownForm
from indicators.models import Indicator
from indicators.permissions import can_keep_library
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_http_methods(["GET", "HEAD", "POST"])
def library_breakdown(request: SignedInRequest, pk: int) -> HttpResponse:
    """``?by=`` names the one to change; without, another is begun."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user).select_related("supplier"), pk=pk)
    require(can_keep_library(request.user))
    name = request.GET.get("by", "")
    if name and name not in indicator.parts.kept_parts().values_list("breakdown_name", flat=True):
        raise Http404
    form = BreakdownForm(sent(request), indicator=indicator, name=name)

    def act() -> None:
        break_down(indicator, form.breakdown, form.groups, adds_up=form.adds_up, read=form.seen, by=request.user)

    if request.method == "POST" and saved(form, act=act, by=request.user):
        messages.success(request, f"How {indicator.code} is broken down was saved. The next period asks for it so.")
        return redirect("indicators:library-detail", pk)
    return form_page(
        request,
        form,
        title=f"{indicator.code} by {name}" if name else f"Break {indicator.code} down",
        button="Save this",
        back=(str(indicator), reverse("indicators:library-detail", args=[pk])),
        standfirst=indicator.title,
    )
