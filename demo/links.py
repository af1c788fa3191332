"""What leads from one indicator to others, what is expected to follow, and where limits began anew."""

from datetime import timedelta

from demo.log import Changes, Log
from demo.world import World
from indicators.models import ChartMark, Hypothesis, Indicator, LookAt, MarkKind

LOOK_AT = (
    ("HO1", "CB1", "Who waits for help may come to harm first."),
    ("HO1", "EH2", "What a child said early on may tell why."),
    ("CS2", "CS3", "Plans that end too soon begin again; plans that do not end help nobody."),
    ("PO2", "PO4", "A second call may mean that the risk was not seen the first time."),
)
# The one that leads, the one that follows, whether it should fall, after how many periods, and why.
HYPOTHESES = (
    (
        "CB1",
        "HO1",
        False,
        1,
        "Where the wait grows, more young people should be seen in the emergency department soon.",
    ),
    ("EH2", "CS2", True, 2, "Help that heard the child should hold, so that fewer come back to a plan."),
)
# Indicator, quarters before the one being collected, kind and words.
MARKS = (
    ("CS5", 8, MarkKind.REBASE, "The shared rota of named nurses began"),
    ("HO1", 0, MarkKind.NOTE, "The minor injuries unit is counted from here on"),
)


def load(found: dict[str, Indicator], world: World, log: Log) -> None:
    at = world.calendar.moment(world.calendar.today - timedelta(days=50), 11)
    for code, other, why in LOOK_AT:
        link = LookAt.objects.create(indicator=found[code], other=found[other], why=why)
        changes = {"look at": ("", str(link.other)), "why": ("", why)}
        log.record("indicator.linked", link.indicator, by=world.analyst, at=at, changes=changes)
    for code, other, falls, after, why in HYPOTHESES:
        said = Hypothesis.objects.create(
            leading=found[code],
            following=found[other],
            falls=falls,
            after_periods=after,
            why=why,
            made_at=at,
            made_by=world.analyst,
        )
        changes = {"hypothesis": ("", str(said)), "why": ("", why)}
        log.record("indicator.supposed", said.leading, by=world.analyst, at=at, changes=changes)
    for code, ago, kind, words in MARKS:
        begins = world.calendar.quarters[-1 - ago].starts_on
        marked_at = min(world.calendar.moment(begins + timedelta(days=140), 14), at)
        mark = ChartMark.objects.create(
            indicator=found[code], kind=kind, from_on=begins, words=words, made_at=marked_at, made_by=world.analyst
        )
        written: Changes = {"kind": ("", mark.get_kind_display()), "from": ("", begins), "reason": ("", words)}
        log.record("chart.marked", mark.indicator, by=world.analyst, at=marked_at, changes=written)
