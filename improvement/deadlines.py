"""What improvement actions are owed: each by its day, until it is implemented."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from board.answering import Answering, answering
from improvement.models import ImprovementAction
from lscb.core.deadlines import Asked, Deadline, Owed


def open_actions(asked: Asked) -> Owed:
    """Whoever sees to it answers for it, else the agency's leads."""
    who = answering(asked)
    actions = ImprovementAction.objects.open().for_listing()
    if asked.person is not None:
        actions = actions.filter(Q(owner__in=who.here) | Q(agency__in=who.leads))
    return Owed(actions, read=lambda found: _owed(found, who))


def _owed(actions: Iterable[ImprovementAction], who: Answering) -> Iterator[Deadline]:
    for action in actions:
        owner = (action.owner_id,) if action.owner_id in who.here else ()
        yield Deadline(
            key=f"improvement-action:{action.pk}",
            what=f"Improvement action: {action}",
            due_on=action.due_on,
            since=action.made_on,
            responsible=owner or who.leads.get(action.agency_id, ()),
            url=action.get_absolute_url(),
            agency=action.agency.name,
            agency_pk=action.agency_id,
        )
