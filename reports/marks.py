"""Which shape stands beside which words: ratings, entries of the programme, agencies' returns."""

from datetime import date

from audits.programme.enums import EntryStatus
from indicators.analysis.rag import Rating
from indicators.enums import ReturnStatus
from reports.queries.timeliness import Timeliness

RATING_MARKS = {Rating.MET: "good", Rating.NEAR: "part", Rating.NOT_MET: "poor", Rating.NONE: "none"}
ENTRY_MARKS: dict[str, str] = {
    "late": "late",
    EntryStatus.PLANNED: "todo",
    EntryStatus.UNDER_WAY: "now",
    EntryStatus.COMPLETE: "done",
    EntryStatus.POSTPONED: "none",
    EntryStatus.CANCELLED: "none",
}


def return_mark(row: Timeliness, *, today: date) -> tuple[str, str]:
    """A kind of mark and its words: what has become of one return."""
    if row.is_outstanding:
        if row.is_closed:
            return "poor", "Never handed in"
        return ("late", f"{_days(row.days_late)} late") if row.days_late else ("todo", "Not handed in yet")
    match row.status:
        case ReturnStatus.ACCEPTED:
            return "done", "Accepted"
        case ReturnStatus.SENT_BACK:
            return "part", "Sent back"
        case _:
            return "now", "Being checked"


def received_words(row: Timeliness) -> str:
    """2 days early, on the day, 9 days late; or when it is due."""
    if row.received_on is None:
        return ""
    if row.days_late:
        return f"{_days(row.days_late)} late"
    if row.days_early:
        return f"{_days(row.days_early)} early"
    return "On the day" if row.received_on == row.due_on else "On time"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
