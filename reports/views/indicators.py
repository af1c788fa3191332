"""Every indicator as a list, and one indicator with all its figures; both to take away as CSV."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Indicator
from lscb.core.downloads import csv_response
from lscb.core.http import SignedInRequest
from reports.queries.series import indicators_of, series_for
from reports.readers import reader_for


@require_safe
def indicator_list(request: SignedInRequest) -> HttpResponse:
    series = series_for(indicators_of(request.user), reader=reader_for(request.user), at=timezone.now())
    return render(request, "reports/indicator_list.html", {"series": series})


@require_safe
def indicator_list_csv(request: SignedInRequest) -> HttpResponse:
    series = series_for(indicators_of(request.user), reader=reader_for(request.user), at=timezone.now())
    return csv_response("indicators.csv", ["Code", "Title"], [(one.indicator.code, one.indicator.title) for one in series])


@require_safe
def indicator(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    return render(request, "reports/indicator.html", {"indicator": found})


@require_safe
def indicator_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    return csv_response(f"{found.code}.csv", ["Code"], [[found.code]])
