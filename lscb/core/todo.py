"""A person's open deadlines as My tasks shows them. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from lscb.core.deadlines import Deadline
from lscb.core.working_days import working_days_between

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Task:
    deadline: Deadline
    working_days_left: int

    @property
    def act(self) -> str:
        """What its button says."""
        if self.deadline.total is None:
            return "Open"
        return "Continue" if self.deadline.done else "Start"


@dataclass(frozen=True, slots=True)
class Todo:
    overdue: list[Task]
    this_week: list[Task]
    later: list[Task]

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.this_week or self.later)

    @property
    def sentence(self) -> str:
        """What is true today, before any list."""
        late, soon = _things(len(self.overdue), "overdue"), _things(len(self.this_week), "due this week")
        if self.overdue and self.this_week:
            return f"{late} and {_number(len(self.this_week))} {_verb(len(self.this_week))} due this week."
        if self.overdue:
            return f"{late}. Nothing else is due this week."
        if self.this_week:
            return f"{soon}. Nothing is overdue."
        return "Nothing is overdue or due this week."


def todo(found: Sequence[Deadline], *, today: date, extra_holidays: AbstractSet[date] = frozenset()) -> Todo:
    """Overdue, due by Sunday, and the rest; each soonest first, as they came."""
    sunday = today + timedelta(days=6 - today.weekday())
    tasks = [Task(one, working_days_between(today, one.due_on, extra_holidays)) for one in found]
    return Todo(
        overdue=[task for task in tasks if task.deadline.due_on < today],
        this_week=[task for task in tasks if today <= task.deadline.due_on <= sunday],
        later=[task for task in tasks if task.deadline.due_on > sunday],
    )


def _things(count: int, how: str) -> str:
    noun = "thing" if count == 1 else "things"
    return f"{_number(count).capitalize()} {noun} {_verb(count)} {how}"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"
