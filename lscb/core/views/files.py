"""Files that people sent, given to those who may see what they were sent for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lscb.core import files
from lscb.core.exceptions import Refused
from lscb.core.http import SignedInRequest
from lscb.core.models import StoredFile


@require_safe
def file_download(request: SignedInRequest, pk: int) -> HttpResponse:
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)
    try:
        return files.attachment(file)
    except Refused as refusal:
        return render(request, "pages/file_held.html", {"sentence": str(refusal)}, status=409)
