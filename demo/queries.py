"""Two conversations about figures of the quarter being collected: one waits for an answer, one is over."""

from demo.log import Log
from demo.story import ANSWERED, QUESTION
from demo.world import World
from indicators.models import Figure, Period
from lscb.core.models import Message, Thread, User

WAITING = "HO1"


def ask(period: Period, world: World, log: Log) -> None:
    code, question, answer, thanks = ANSWERED
    figures = Figure.objects.filter(indicator_return__period=period).select_related("indicator_return__agency")
    figures = figures.select_related("indicator", "indicator_return__period__data_set", "indicator_return__agency")
    _waiting(figures.get(indicator__code=WAITING), world, log)
    over = figures.get(indicator__code=code)
    lead = world.lead_of(over.indicator_return.agency)
    _say(over, [(5, world.analyst, question), (3, lead, answer), (2, world.analyst, thanks)], world, log, is_over=True)


def _waiting(figure: Figure, world: World, log: Log) -> None:
    _say(figure, [(2, world.analyst, QUESTION)], world, log, is_over=False)


def _say(figure: Figure, said: list[tuple[int, User, str]], world: World, log: Log, *, is_over: bool) -> None:
    calendar = world.calendar
    moments = [calendar.moment(calendar.working_days_ago(ago), 9, 12) for ago, _by, _text in said]
    thread = Thread.objects.create(
        subject=f"{figure.indicator}, {figure.indicator_return.period.label}",
        opened_by=said[0][1],
        opened_at=moments[0],
        closed_by=said[-1][1] if is_over else None,
        closed_at=moments[-1] if is_over else None,
    )
    for at, (_ago, by, text) in zip(moments, said, strict=True):
        Message.objects.create(thread=thread, by=by, at=at, text=text)
        verb = "figure.queried" if by == world.analyst else "figure.answered"
        said_about = {figure.indicator.code: (None, text)}
        log.record(verb, figure.indicator_return, by=by, at=at, changes=said_about)
    if is_over:
        log.record("figure.query_closed", figure.indicator_return, by=said[-1][1], at=moments[-1])
    figure.thread = thread
    figure.save(update_fields=["thread"])
