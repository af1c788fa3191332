"""Where one was in the year's list, so that whoever changes an entry comes back to it."""

from django.http import HttpResponseRedirect, QueryDict

from audits.programme.models import ProgrammeEntry
from lscb.core.http import SignedInRequest

AT = "at"


def in_the_list(entry: ProgrammeEntry, query: QueryDict) -> str:
    """The row of an entry in its year's list, sorted and narrowed as before, no row open."""
    wanted = query.copy()
    wanted.pop("edit", None)
    asked = f"?{wanted.urlencode()}" if wanted else ""
    return f"{entry.programme.get_absolute_url()}{asked}#entry-{entry.pk}"


def where_from(request: SignedInRequest, entry: ProgrammeEntry) -> str:
    """``?at=`` holds what the list's address asked for; without it one came from the entry's own page."""
    at = request.GET.get(AT)
    return entry.get_absolute_url() if at is None else in_the_list(entry, QueryDict(at))


def back(request: SignedInRequest, entry: ProgrammeEntry) -> HttpResponseRedirect:
    return HttpResponseRedirect(where_from(request, entry))
