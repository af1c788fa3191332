"""What agencies and members say of a framework, and what the manager answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from board.permissions import require
from frameworks import actions
from frameworks.enums import FrameworkStatus
from frameworks.forms import AdditionForm, AnswerForm, CommentForm
from frameworks.models import Comment, Framework, Standard
from frameworks.permissions import can_comment, can_keep_frameworks
from frameworks.queries import comments_of
from frameworks.views.frameworks import visible_framework
from frameworks.views.pages import form_page
from lscb.core.editing import saved
from lscb.core.http import SignedInRequest, sent


@require_safe
def consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every comment that this person may read, each with its answer."""
    framework = visible_framework(request, pk)
    comments = list(comments_of(request.user).filter(framework=framework).for_listing())
    context = {
        "framework": framework,
        "asked": framework.asked.all(),
        "waiting": [each for each in comments if not each.answer],
        "answered": [each for each in comments if each.answer],
        "is_open": framework.status == FrameworkStatus.CONSULTATION and can_comment(request.user),
        "can_answer": can_keep_frameworks(request.user) and framework.is_editable,
    }
    return render(request, "frameworks/consultation.html", context)


@require_http_methods(["GET", "POST"])
def comment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of the whole framework."""
    framework = visible_framework(request, pk)
    form = CommentForm(sent(request), commenter=request.user)
    return _say(request, form, Comment(framework=framework), title="Comment on the whole", about=framework.title)


@require_http_methods(["GET", "POST"])
def addition_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    framework = visible_framework(request, pk)
    form = AdditionForm(sent(request), commenter=request.user)
    said = Comment(framework=framework, is_addition=True)
    return _say(request, form, said, title="Propose an addition", about=framework.title)


@require_http_methods(["GET", "POST"])
def standard_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(Standard.objects.visible_to(request.user).select_related("section__framework"), pk=pk)
    form = CommentForm(sent(request), commenter=request.user)
    said = Comment(framework=standard.section.framework, standard=standard)
    return _say(request, form, said, title="Comment on a standard", about=standard.outcome)


@require_http_methods(["GET", "POST"])
def comment_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = comments_of(request.user).for_listing().select_related("framework")
    said = get_object_or_404(found, pk=pk)
    require(can_keep_frameworks(request.user))
    before = {"answer": said.answer, "words": said.answer_words}
    form = AnswerForm(sent(request), initial=before)

    def answer() -> None:
        data = form.cleaned_data
        actions.answer(said, data["answer"], words=data["words"], by=request.user)

    if request.method == "POST" and saved(form, act=answer, by=request.user):
        messages.success(request, f"{said.whose} is told what came of it.")
        return redirect("frameworks:consultation", said.framework_id)
    return form_page(
        request,
        form,
        title="Answer a comment",
        button="Save the answer",
        framework=said.framework,
        standfirst=said.text,
    )


def _say(request: SignedInRequest, form: CommentForm, said: Comment, *, title: str, about: str) -> HttpResponse:
    require(can_comment(request.user))
    framework: Framework = said.framework

    def comment() -> None:
        data: dict[str, Any] = form.cleaned_data
        said.text, said.agency = data["text"], data.get("agency")
        actions.comment(said, by=request.user)

    if request.method == "POST" and saved(form, act=comment, by=request.user):
        messages.success(request, "It is passed to the office. You are told what comes of it.")
        return redirect("frameworks:consultation", framework.pk)
    return form_page(request, form, title=title, button="Send it", framework=framework, standfirst=about)
