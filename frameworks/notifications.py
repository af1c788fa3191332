"""What people are told about frameworks."""

from datetime import date

from board import notifications
from board.enums import Role
from board.queries import holding
from frameworks.models import Comment, Framework
from lscb.core import outbox
from lscb.core.models import User
from lscb.core.templatetags.words import long_date


def tell_of_answer(said: Comment, event: int) -> None:
    notifications.tell_of_answer(
        said, about=said.about or str(said.framework), whole=said.framework, url=said.get_absolute_url(), event=event
    )


def tell_of_consultation(framework: Framework, event: int, *, today: date) -> None:
    """The leads of the agencies asked, or of every agency, once for each time that it is put out."""
    active, asked = User.objects.filter(is_active=True).order_by("name"), list(framework.asked.all())
    of_these = {"agency__in": asked} if asked else {}
    outbox.queue(
        recipients=list(holding(active, today=today, role=Role.AGENCY_LEAD, **of_these)),
        dedupe_key=f"framework-consultation:{framework.pk}:{event}",
        subject=f"Your comments are asked for: {framework}",
        body=f"“{framework}” is a draft on which your agency is asked to comment, "
        f"until {long_date(framework.comments_by)}. You may comment on a standard or propose an addition; "
        f"each comment is answered.\n\n{outbox.address(framework.get_absolute_url())}\n",
        about=framework,
    )
