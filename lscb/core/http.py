"""A request whose user is one of our people."""

from django.http import HttpRequest

from lscb.core.models import User


class SignedInRequest(HttpRequest):
    """What every view behind sign-in receives."""

    user: User
