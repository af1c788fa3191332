"""One period: who has returned, who is late, when they were last reminded, and the two rates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localtime

from board.queries import Reach, reach_of
from indicators.enums import EDITABLE, ReturnStatus
from indicators.models import IndicatorReturn, Period
from indicators.queries.people import leads_by_agency
from indicators.rules import Rates, Received, rates
from lscb.core.models import Notification, Reminder, User


@dataclass(frozen=True, slots=True)
class LastReminder:
    """When somebody of the agency was last written to about this return."""

    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One agency's return as the period's page tells of it."""

    item: IndicatorReturn
    due_on: date
    on_time_until: date
    today: date
    row_count: int
    answered_count: int
    query_count: int
    leads: list[User]
    last_reminder: LastReminder | None = None
    reach: Mapping[int, Reach] = field(default_factory=dict)

    @property
    def reachable(self) -> list[tuple[User, Reach]]:
        return [(lead, self.reach.get(lead.pk, Reach())) for lead in self.leads]

    @property
    def is_outstanding(self) -> bool:
        return self.item.status in EDITABLE

    @property
    def days_late(self) -> int:
        """Days from the due date to the day it first came, or to today; negative when early."""
        return ((self.item.first_submitted_on or self.today) - self.due_on).days

    @property
    def is_late(self) -> bool:
        return (self.item.first_submitted_on or self.today) > self.on_time_until

    @property
    def days_early(self) -> int:
        return -self.days_late

    @property
    def status(self) -> tuple[str, str]:
        """A kind of mark and its word."""
        match self.item.status:
            case ReturnStatus.ACCEPTED:
                return "done", "Accepted"
            case ReturnStatus.SUBMITTED:
                return ("progress", "Query open") if self.query_count else ("now", "Waiting for review")
            case ReturnStatus.SENT_BACK:
                return "part", "Sent back"
        return ("progress", "Under way") if self.answered_count else ("todo", "Not started")

    @property
    def received(self) -> Received:
        return Received(self.on_time_until, self.item.first_submitted_on, self.row_count, self.answered_count)


@dataclass(frozen=True, slots=True)
class PeriodProgress:
    """Who has returned, who has not, and the period's two rates."""

    lines: list[ReturnLine]

    @property
    def outstanding(self) -> list[ReturnLine]:
        """To be chased: late ones and others alike, those never handed in first."""
        return sorted(
            (line for line in self.lines if line.is_outstanding),
            key=lambda line: line.item.first_submitted_on is not None,
        )

    @property
    def returned_count(self) -> int:
        return len(self.lines) - len(self.outstanding)

    @property
    def to_review_count(self) -> int:
        return sum(line.item.status == ReturnStatus.SUBMITTED for line in self.lines)

    @property
    def accepted_count(self) -> int:
        return sum(line.item.status == ReturnStatus.ACCEPTED for line in self.lines)

    @property
    def late_count(self) -> int:
        """Not handed in, though the time for it has passed."""
        return sum(line.item.first_submitted_on is None and line.is_late for line in self.lines)

    @property
    def rates(self) -> Rates:
        return rates(line.received for line in self.lines)


def period_progress(period: Period, *, today: date) -> PeriodProgress:
    """Every return of a period that its reader may see, by agency: six queries, however many."""
    items = list(
        IndicatorReturn.objects.filter(period=period)
        .select_related("agency", "period__data_set")
        .with_progress()
        .order_by("agency__name")
    )
    leads = leads_by_agency(today=today)
    reminded = _last_reminders(period, items, leads)
    reach = reach_of([lead for item in items for lead in leads[item.agency_id]], today=today)
    return PeriodProgress(
        [
            ReturnLine(
                item=item,
                due_on=period.due_on,
                on_time_until=period.on_time_until,
                today=today,
                row_count=item.row_count,
                answered_count=item.answered_count,
                query_count=item.query_count,
                leads=leads[item.agency_id],
                last_reminder=reminded.get(item.pk),
                reach=reach,
            )
            for item in items
        ]
    )


def chase_key(period: Period, day: date) -> str:
    """One message a person a day, whoever presses the button."""
    return f"chase:{period.pk}:{day.isoformat()}"


def _last_reminders(
    period: Period, items: list[IndicatorReturn], leads: dict[int, list[User]]
) -> dict[int, LastReminder]:
    """The latest of the ladder's reminders and of those sent by hand, for each return."""
    found: dict[int, LastReminder] = {}

    def remember(pk: int, queued_at: datetime, sent_at: datetime | None) -> None:
        if pk not in found or queued_at > found[pk].queued_at:
            found[pk] = LastReminder(queued_at, sent_at)

    returns_by_key = {f"indicator-return:{item.pk}": item.pk for item in items}
    ladder = Reminder.objects.filter(deadline_key__in=returns_by_key)
    for key, queued_at, sent_at in ladder.values_list(
        "deadline_key", "notification__queued_at", "notification__sent_at"
    ):
        remember(returns_by_key[key], queued_at, sent_at)
    returns_by_lead: dict[int, list[int]] = defaultdict(list)
    for item in items:
        for lead in leads[item.agency_id]:
            returns_by_lead[lead.pk].append(item.pk)
    by_hand = Notification.objects.filter(dedupe_key__startswith=f"chase:{period.pk}:")
    for person, queued_at, sent_at in by_hand.values_list("recipient", "queued_at", "sent_at"):
        for pk in returns_by_lead[person]:
            remember(pk, queued_at, sent_at)
    return found


def chase_rows(progress: PeriodProgress) -> Iterator[list[object]]:
    """A line for each lead of each outstanding agency; an agency without one has a line all the same."""
    for line in progress.outstanding:
        reminded = line.last_reminder.sent_at if line.last_reminder else None
        leads: list[User | None] = [*line.leads] or [None]
        for lead in leads:
            yield [
                line.item.agency.name,
                line.status[1],
                line.due_on.isoformat(),
                max(0, line.days_late) if line.item.first_submitted_on is None else 0,
                lead.name if lead else "",
                lead.email if lead else "",
                lead.telephone if lead else "",
                localtime(reminded).strftime("%Y-%m-%d %H:%M") if reminded else "",
            ]
