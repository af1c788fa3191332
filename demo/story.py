"""How each agency's return came in: the quarter being collected by plan, earlier ones by chance."""

import random
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from demo.calendar import Calendar
from indicators.models import Period
from lscb.core.working_days import add_working_days


class Fate(StrEnum):
    UNTOUCHED = "untouched"
    BEGUN = "begun"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of one return; days are working days before the day of loading."""

    fate: Fate
    submitted_ago: int = 0
    reviewed_ago: int = 0
    is_nil: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one return."""

    fate: Fate
    submitted_on: date | None = None
    reviewed_on: date | None = None
    is_nil: bool = False
    note: str = ""


# The quarter being collected: something in every state, so that each screen has something to show.
NOW = {
    "Children’s services": Plan(Fate.ACCEPTED, 7, 5, note="All six measures are from the case system, run on the 8th."),
    "Police": Plan(Fate.ACCEPTED, 7, 4),
    "Early help": Plan(Fate.ACCEPTED, 6, 2),
    "Schools": Plan(Fate.ACCEPTED, 5, 3),
    "Care board": Plan(Fate.SUBMITTED, 3),
    "Hospitals": Plan(Fate.SUBMITTED, 4, note="The minor injuries unit’s figures are in for the first time."),
    "Fire": Plan(Fate.SUBMITTED, 2, is_nil=True, note="No child was referred to us in the quarter."),
    "Ambulance": Plan(
        Fate.SENT_BACK,
        6,
        3,
        note="These are the figures of the quarter before. Put in this quarter’s and submit again.",
    ),
    "Vale": Plan(Fate.BEGUN),
    "Youth justice": Plan(Fate.UNTOUCHED),
    "Probation": Plan(Fate.UNTOUCHED),
    "Voluntary Action": Plan(Fate.UNTOUCHED),
}

# Returns that never came: (agency, periods before the one being collected).
NEVER = {("Voluntary Action", 5)}
OFTEN_LATE = {"Voluntary Action", "Ambulance", "Hospitals"}

QUESTION = (
    "41 attendances is half as many again as in any quarter before. How much of it is the minor injuries unit, "
    "and how much is more young people?"
)
# A query that was asked and answered before the return was accepted: (indicator, question, answer, thanks).
ANSWERED = (
    "EH1",
    "63% is the lowest since the new provider began. Are the interviews late, or on time and recorded late?",
    "Late. I sampled 20: nearly all were held after 72 hours, the rest only recorded late. The figure stands.",
    "Thank you. The Board will ask when both posts are filled.",
)


def arrival(short_name: str, ago: int, period: Period, calendar: Calendar) -> Arrival:
    if ago == 0:
        return _as_planned(NOW[short_name], calendar)
    if (short_name, ago) in NEVER:
        return Arrival(Fate.UNTOUCHED)
    chance = random.Random(f"{short_name} {ago}")  # noqa: S311 - nothing secret hangs on it
    late = chance.random() < (0.45 if short_name in OFTEN_LATE else 0.08)
    submitted_on = add_working_days(period.due_on, chance.randint(1, 8) if late else -chance.randint(0, 9))
    reviewed_on = add_working_days(submitted_on, chance.randint(2, 7))
    return Arrival(Fate.ACCEPTED, submitted_on, min(reviewed_on, calendar.working_days_ago(1)))


def _as_planned(plan: Plan, calendar: Calendar) -> Arrival:
    submitted_on = calendar.working_days_ago(plan.submitted_ago) if plan.submitted_ago else None
    reviewed_on = calendar.working_days_ago(plan.reviewed_ago) if plan.reviewed_ago else None
    return Arrival(plan.fate, submitted_on, reviewed_on, plan.is_nil, plan.note)
