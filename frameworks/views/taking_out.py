"""A framework to take away, in the layout of the papers."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frameworks.taking_out import written
from frameworks.views.frameworks import visible_framework
from lscb.core.http import SignedInRequest
from lscb.core.writing import download


@require_safe
def framework_take_out(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """As Word or as Excel."""
    return download(written(visible_framework(request, pk), is_one_sheet=form == "xlsx"), form)
