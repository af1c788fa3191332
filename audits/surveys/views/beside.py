"""What agencies said beside what their staff said: as page, Excel and PDF, each with the rows its reader may see."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audits.self_assessment.actions import ask_for_paper, offer_of
from audits.self_assessment.papers.drawn import digest_of
from audits.self_assessment.views.pages import paper_response
from audits.surveys.beside import Beside, beside
from audits.surveys.models import Survey
from audits.surveys.papers.of_beside import KIND, Content, frozen
from audits.surveys.permissions import agencies_read, can_read_beside
from audits.surveys.taking_out import written_beside
from audits.surveys.views.pages import visible_survey
from board.permissions import require
from lscb.core.http import SignedInRequest
from lscb.core.writing import download


@require_safe
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    survey, rows = _read(request, pk)
    context = {
        "survey": survey,
        "compared": [row for row in rows if row.difference is not None],
        "others": [row for row in rows if row.difference is None],
        "offer": offer_of(KIND, digest_of(_frozen(survey, rows)), to=request.user),
    }
    return render(request, "surveys/beside.html", context)


@require_safe
def download_it(request: SignedInRequest, pk: int) -> HttpResponse:
    return download(written_beside(*_read(request, pk)), "xlsx")


@require_safe
def pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    survey, rows = _read(request, pk)
    return paper_response(request, KIND, digest_of(_frozen(survey, rows)), _url(survey))


@require_POST
def pdf_make(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is seen now is frozen now; other rows are another paper."""
    survey, rows = _read(request, pk)
    content = _frozen(survey, rows)
    ask_for_paper(KIND, digest_of(content), by=request.user, content=content)
    return redirect(_url(survey))


def _read(request: SignedInRequest, pk: int) -> tuple[Survey, list[Beside]]:
    survey = visible_survey(request, pk)
    require(can_read_beside(request.user, survey))
    return survey, beside(survey, agencies_read(request.user))


def _frozen(survey: Survey, rows: list[Beside]) -> Content:
    return frozen(survey, rows, today=timezone.localdate())


def _url(survey: Survey) -> str:
    return reverse("surveys:beside", args=[survey.pk])
