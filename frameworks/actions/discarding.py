"""A draft that is thrown away. What was adopted stays; what was done and said is kept in the log."""

from django.db import transaction
from django.db.models import ProtectedError

from board.actions import keeping
from board.permissions import require
from frameworks.bringing_in.undoing import is_used
from frameworks.models import Comment, Completion, Framework, MonitoringActivity, Section, Stage, Standard
from frameworks.permissions import can_keep_frameworks
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

ADOPTED = "This framework was adopted, so it stays: what the Board agreed is never thrown away."
USED = "Something else refers to one of its standards, so it stays: an entry of the programme, a tool, or a coverage."
WHY = "Say why it is thrown away."


@transaction.atomic
def discard_framework(framework: Framework, *, because: str, by: User) -> None:
    """With all that stands in it. Told in its own history and in that of the version before."""
    require(can_keep_frameworks(by))
    framework = keeping.locked(framework)
    if not framework.is_editable:
        raise Refused(ADOPTED)
    if not because.strip():
        raise Refused(WHY)
    standards = Standard.objects.filter(section__framework=framework)
    parts = [
        Comment.objects.filter(framework=framework),
        Stage.objects.filter(framework=framework),
        Completion.objects.filter(activity__standard__section__framework=framework),
        MonitoringActivity.objects.filter(standard__section__framework=framework),
        standards,
        Section.objects.filter(framework=framework),
        Framework.objects.filter(pk=framework.pk),
    ]
    if is_used(parts):
        raise Refused(USED)
    changes = {"because": ("", because.strip()), "title": (str(framework), ""), "standards": (standards.count(), 0)}
    for told in filter(None, (framework, framework.came_from)):
        activity.record("framework.discarded", told, by=by, changes=changes)
    try:
        for part in parts:
            part.delete()
    except ProtectedError as error:
        raise Refused(USED) from error
