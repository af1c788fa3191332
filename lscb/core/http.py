"""A request whose user is one of our people."""

from django.http import HttpRequest, QueryDict

from lscb.core.models import User


class SignedInRequest(HttpRequest):
    """What every view behind sign-in receives."""

    user: User


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, even when that is nothing; None while it is only being shown."""
    return request.POST if request.method == "POST" else None
