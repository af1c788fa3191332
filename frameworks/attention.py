"""What waits for the manager among the frameworks: comments without an answer."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from board.models import scope_of
from frameworks.models import Comment
from lscb.core.attention import Waiting
from lscb.core.models import User


def waiting(user: User, today: date) -> Iterator[Waiting]:
    if not scope_of(user).is_manager:
        return
    comments, home = Comment.objects.unanswered(), reverse("frameworks:home")
    yield Waiting("comment on a framework to answer,comments on frameworks to answer", comments, home)
