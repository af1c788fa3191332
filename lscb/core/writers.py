"""Whose page a form was filled in on: what one person typed is never saved under another's name."""

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from lscb.core.models import User

FIELD = "written_by"
HEADER = "X-Written-By"


def mark_of(user: User) -> str:
    return salted_hmac("lscb.written-by", str(user.pk), algorithm="sha256").hexdigest()[:20]


def is_someone_elses(request: HttpRequest) -> bool:
    """The page that sent this was another person's, who was signed in here before."""
    mark = request.POST.get(FIELD) or request.headers.get(HEADER, "")
    user = request.user
    return bool(mark) and isinstance(user, User) and not constant_time_compare(mark, mark_of(user))
