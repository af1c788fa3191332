"""The long list of the demonstration Board: the library that ships, one of it in consultation, and a data gap."""

from datetime import timedelta

from demo.log import Log
from demo.people import SIGN_INS
from demo.world import World
from indicators import starting
from indicators.actions.bringing_in import make_library
from indicators.bringing_in import preview
from indicators.enums import IndicatorStatus
from indicators.library_kind import known
from indicators.models import Gap, Indicator, IndicatorComment

IN_CONSULTATION = "PL1"
WITH_A_GAP = "PO3"
SAID = "Count it for children from other areas too: it is our officers who bring them back."


def load(world: World, log: Log) -> None:
    began_at = world.calendar.moment(world.calendar.today - timedelta(days=40), 11)
    for one in make_library(preview(starting.tables(), known=known())):
        log.record("indicator.brought_in", one, by=world.manager, at=began_at)
    _consult(world, log)
    _note_gap(world, log)


def _consult(world: World, log: Log) -> None:
    asked_at = world.calendar.moment(world.calendar.today - timedelta(days=12), 10)
    indicator = Indicator.objects.get(code=IN_CONSULTATION)
    indicator.status = IndicatorStatus.CONSULTATION
    indicator.save(update_fields=["status"])
    changes = {"status": ("Proposed", "In consultation"), "reason": ("", "To hear the police and schools first")}
    log.record("indicator.put_to_consultation", indicator, by=world.manager, at=asked_at, changes=changes)
    said_at = world.calendar.moment(world.calendar.today - timedelta(days=5), 15)
    lead = world.people[SIGN_INS["agency_lead"]]
    IndicatorComment.objects.create(indicator=indicator, text=SAID, written_by=lead, written_at=said_at)
    log.record("indicator.commented", indicator, by=lead, at=said_at, changes={"comment": ("", SAID)})


def _note_gap(world: World, log: Log) -> None:
    """Due after the next meetings, so that nothing of the story is late by it."""
    noted_at = world.calendar.moment(world.calendar.today - timedelta(days=20), 9)
    gap = Gap.objects.create(
        indicator=Indicator.objects.get(code=WITH_A_GAP),
        missing="The figures do not tell the age of the child.",
        plan="The force adds the age band to its monthly extract; the analyst checks the first one.",
        task_group=world.groups["Performance group"],
        due_on=world.calendar.today + timedelta(days=60),
        agreed_by="The Board’s executive",
        agreed_on=world.calendar.today - timedelta(days=15),
        noted_at=noted_at,
        noted_by=world.manager,
    )
    log.record("indicator.gap_noted", gap.indicator, by=world.manager, at=noted_at)
