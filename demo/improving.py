"""What agencies undertook in each round, and how far it is."""

import random
from datetime import date, timedelta

from audits.self_assessment.actions.submission import actions_in
from demo.answering import Answering, Writer
from demo.calendar import Calendar, working_day_from
from demo.log import Log
from demo.world import World
from improvement.enums import ActionStatus
from improvement.models import ImprovementAction

WORDS = {
    ActionStatus.IMPLEMENTED: "Done as planned. The first sample after it is due next quarter.",
    ActionStatus.EVIDENCED: "Two samples, three months apart, show it: nine in ten records, up from six.",
    ActionStatus.CLOSED: "The panel saw what came of it and is content.",
}
# Of each round's actions, the shares that are closed, evidenced, implemented; the rest are open.
SHARES = ((0.9, 0.1, 0.0), (0.45, 0.33, 0.18), (0.0, 0.0, 0.06))
BATCH = 500


def undertake(writers: list[Writer], answering: Answering, world: World, log: Log) -> None:
    """One action for each answer of a return that asked for one."""
    actions = [action for writer in writers for action in _actions(writer, answering, world.calendar)]
    ImprovementAction.objects.bulk_create(actions, batch_size=BATCH)
    for action in actions:
        lead = world.lead_of(action.agency)
        log.record("action.made", action, by=lead, at=world.calendar.moment(action.made_on, 15, 20))
        if action.moved_on:
            changes = {"status": (ActionStatus.OPEN.value, action.status)}
            at = world.calendar.moment(action.moved_on, 12)
            by = world.manager if action.status == ActionStatus.CLOSED else lead
            log.record("action.moved", action, by=by, at=at, changes=changes)


def _actions(writer: Writer, answering: Answering, calendar: Calendar) -> list[ImprovementAction]:
    item = writer.item
    assert writer.submitted_on is not None
    found = []
    for wanted in actions_in(item, answering.of(item)):
        status = _status(writer, wanted.source)
        found.append(
            ImprovementAction(
                what=wanted.what,
                measure=wanted.measure,
                agency=item.agency,
                owner_words=wanted.owner_words,
                due_on=wanted.due_on,
                status=status,
                status_words=WORDS.get(status, ""),
                moved_on=_moved_on(writer.submitted_on, wanted.due_on, calendar) if status in WORDS else None,
                source=wanted.source,
                source_url=wanted.source_url,
                source_key=wanted.key,
                came_with=f"assessment-return:{item.pk}",
                made_on=writer.submitted_on,
            )
        )
    return found


def _status(writer: Writer, source: str) -> ActionStatus:
    luck = random.Random(f"action {writer.short_name} {source[-5:]} {writer.round}").random()  # noqa: S311
    closed, evidenced, implemented = SHARES[writer.round]
    if luck < closed:
        return ActionStatus.CLOSED
    if luck < closed + evidenced:
        return ActionStatus.EVIDENCED
    return ActionStatus.IMPLEMENTED if luck < closed + evidenced + implemented else ActionStatus.OPEN


def _moved_on(made_on: date, due_on: date, calendar: Calendar) -> date:
    """A little before it was due, after it was made, and not in days to come."""
    day = working_day_from(max(due_on - timedelta(days=12), made_on))
    return max(min(day, calendar.working_days_ago(1)), made_on)
