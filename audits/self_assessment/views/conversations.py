"""Conversations about a return: the panel with the agency, and the agency's people among themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.self_assessment import actions
from audits.self_assessment.enums import IN_SCRUTINY
from audits.self_assessment.forms import AboutForm, AskAboutForm, AskForm, SayForm
from audits.self_assessment.models import AssessmentReturn, Conversation, Question, ToolStandard
from audits.self_assessment.navigation import answers_or_reads
from audits.self_assessment.permissions import can_answer, can_judge
from audits.self_assessment.queries import conversations_of
from audits.self_assessment.views.pages import crumb, form_page, visible_return
from board.permissions import require
from lscb.core.editing import saved
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest, sent

AMONG_US = (
    "Your agency’s leads and whoever helps with this standard read it; the panel and the Board’s office never do."
)
TO_THEM = "The agency’s leads, and whoever helps with this standard, are told and answer here."


@require_safe
def conversation_list(request: SignedInRequest) -> HttpResponse:
    """Those this person may read, what waits for them first."""
    require(answers_or_reads(request.user))
    found = list(conversations_of(request.user).for_listing()[:200])
    waiting = set(conversations_of(request.user).waiting_for(request.user).values_list("pk", flat=True))
    context = {
        "conversations": sorted(found, key=lambda one: one.pk not in waiting),
        "waiting": waiting,
        "today": timezone.localdate(),
    }
    return render(request, "self_assessment/conversation_list.html", context)


@require_http_methods(["GET", "POST"])
def conversation_begin(request: SignedInRequest, pk: int, standard: int, *, is_internal: bool) -> HttpResponse:
    item, today = visible_return(request, pk), timezone.localdate()
    require(can_answer(request.user, item, standard) if is_internal else can_judge(request.user, item.campaign))
    part = get_object_or_404(ToolStandard, pk=standard, tool=item.campaign.tool_id)
    offered: dict[str, Any] = {
        "questions": _asked(item, part),
        "initial": {"about": request.GET.get("question", "")},
    }
    form = AboutForm(sent(request), **offered) if is_internal else AskAboutForm(sent(request), today=today, **offered)
    begun: list[Conversation] = []

    def begin() -> None:
        about, text = (part, form.question), form.cleaned_data["text"]
        if is_internal:
            begun.append(actions.comment(item, about, text, by=request.user, today=today))
            return
        by = form.cleaned_data["answer_by"]
        begun.append(actions.ask_agency(item, about, text, by=request.user, today=today, answer_by=by))

    if request.method == "POST" and saved(form, act=begin, by=request.user):
        messages.success(request, "Your colleagues are told." if is_internal else f"{item.agency} is told.")
        return redirect(begun[0])
    return form_page(
        request,
        form,
        title="Say something to your colleagues" if is_internal else f"Ask {item.agency}",
        button="Say it" if is_internal else "Send the question",
        back=crumb(item),
        standfirst=f"{part}. {AMONG_US if is_internal else TO_THEM}",
    )


@require_http_methods(["GET", "POST"])
def conversation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    conversation = get_object_or_404(conversations_of(request.user).for_listing(), pk=pk)
    item, user, today = conversation.assessment, request.user, timezone.localdate()
    answers = can_answer(user, item, conversation.tool_standard_id)
    judges = not conversation.is_internal and can_judge(user, item.campaign)
    form = AskForm(sent(request), today=today) if judges and not answers else SayForm(sent(request))
    if request.method == "POST":
        require(answers or judges)
        if saved(
            form,
            act=lambda: actions.reply(
                conversation,
                form.cleaned_data["text"],
                by=request.user,
                today=today,
                answer_by=form.cleaned_data.get("answer_by"),
            ),
            by=request.user,
        ):
            messages.success(request, "It was added, and the others are told.")
            return redirect(conversation)
    is_open = conversation.thread.is_open and (conversation.is_internal or item.status in IN_SCRUTINY)
    context = {
        "conversation": conversation,
        "today": today,
        "item": item,
        "said": conversation.thread.messages.select_related("by"),
        "form": form if (answers or judges) and is_open else None,
        "can_close": judges and is_open,
        "answers": answers,
        "button": "Add it" if conversation.is_internal or not answers else "Send this answer",
        "back_url": item.get_absolute_url(),
    }
    return render(request, "self_assessment/conversation_detail.html", context)


@require_POST
def conversation_close(request: SignedInRequest, pk: int) -> HttpResponse:
    conversation = get_object_or_404(conversations_of(request.user).for_listing(), pk=pk)
    try:
        actions.close_conversation(conversation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(conversation)
    messages.success(request, "The conversation is closed. All that was said stays readable.")
    return redirect("self-assessment:return-read", conversation.assessment_id)


def _asked(item: AssessmentReturn, part: ToolStandard) -> list[Question]:
    answers = item.answers.filter(is_asked=True, question__tool_standard=part).select_related("question")
    return [answer.question for answer in answers.order_by("question__position", "question")]
