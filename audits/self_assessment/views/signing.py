"""Asking a senior officer to sign a return off, and the page that the link opens for them."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from audits.self_assessment import actions
from audits.self_assessment.actions import papers
from audits.self_assessment.actions.signing import NOT_GOOD, find_signing
from audits.self_assessment.actions.submission import answers_of, missing
from audits.self_assessment.forms import AskToSignForm, SignForm
from audits.self_assessment.permissions import can_submit
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.permissions import require
from lscb.core import outbox
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent


@never_cache
@require_http_methods(["GET", "POST"])
def signing_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """The link is shown once, to be sent on; only its digest is kept."""
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_submit(request.user, item))
    if item.is_editable and missing(answers_of(item), today=timezone.localdate()):
        return redirect("self-assessment:return-submit", item.pk)
    form = AskToSignForm(sent(request))
    tokens: list[str] = []

    def act() -> None:
        said = form.cleaned_data
        tokens.append(actions.ask_to_sign(item, said["name"], said["post"], by=request.user, today=today))

    if request.method == "POST" and saved(form, act=act, by=request.user):
        link = outbox.address(reverse("self-assessment:sign", args=tokens))
        context = {"item": item, "link": link, "name": form.cleaned_data["name"]}
        return render(request, "self_assessment/signing_link.html", context)
    return form_page(
        request,
        form,
        title="Ask a senior officer to sign it off",
        button="Make the link",
        back=crumb(item),
        standfirst="You get a link to send them. It needs no account, opens a summary, and is good once, for three "
        "weeks. Your agency’s answers stand meanwhile.",
    )


@require_POST
def signing_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    item = visible_return(request, pk)
    try:
        actions.take_back_from_signing(item, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The return is open again, and the link no longer works.")
    return redirect(item)


@login_not_required
@rate_limit(action="sign_off", limit_get=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """A summary and a declaration, for whoever holds the link."""
    found, today = find_signing(token, now=timezone.now()), timezone.localdate()
    if found is None:
        return _not_good(request, NOT_GOOD)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, token, form)
        except Refused as refusal:
            return _not_good(request, str(refusal))
    item = found.assessment
    answers = answers_of(item)
    context = {
        "form": form,
        "found": found,
        "item": item,
        "answers": answers,
        "below": [answer for answer in answers if answer.needs_an_action],
        "today": today,
    }
    return render(request, "self_assessment/sign.html", context)


def _answered(request: HttpRequest, token: str, form: SignForm) -> HttpResponse:
    today = timezone.localdate()
    if form.declines:
        item = actions.decline(token, because=form.cleaned_data["because"], today=today)
        return render(request, "self_assessment/signed.html", {"item": item, "record": None})
    record = actions.sign(token, today=today)
    actions.ask_for_paper(papers.RETURN, record.pk, by=record.submitted_by)
    return render(request, "self_assessment/signed.html", {"item": record.assessment, "record": record})


def _not_good(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "self_assessment/sign_refused.html", {"sentence": sentence}, status=410)
