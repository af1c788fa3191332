"""States and kinds of the indicators' world."""

from django.db import models

from indicators.analysis.figures import FigureState
from indicators.analysis.rag import Polarity
from indicators.analysis.units import Unit

UNITS = [(unit.value, unit.label) for unit in Unit]
POLARITIES = [
    (Polarity.HIGHER.value, "Higher is better"),
    (Polarity.LOWER.value, "Lower is better"),
    (Polarity.NEITHER.value, "Neither"),
]
STATES = [(state.value, state.value.replace("_", " ")) for state in FigureState]
FREQUENCIES = [
    ("month", "Monthly"),
    ("twelve_weeks", "12-weekly"),
    ("quarter", "Quarterly"),
    ("term", "Termly"),
    ("half_year", "Half-yearly"),
    ("year", "Yearly"),
]
YEAR_KINDS = [("april", "April to March"), ("september", "September to August"), ("calendar", "January to December")]


class IndicatorStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    CONSULTATION = "consultation", "In consultation"
    AGREED = "agreed", "Agreed"
    RETIRED = "retired", "Retired"


# Only what is agreed is asked of agencies. What was agreed once keeps its figures, so it is talked over no more.
LIFE: dict[IndicatorStatus, frozenset[IndicatorStatus]] = {
    IndicatorStatus.PROPOSED: frozenset(
        {IndicatorStatus.CONSULTATION, IndicatorStatus.AGREED, IndicatorStatus.RETIRED}
    ),
    IndicatorStatus.CONSULTATION: frozenset({IndicatorStatus.AGREED, IndicatorStatus.RETIRED}),
    IndicatorStatus.AGREED: frozenset({IndicatorStatus.RETIRED}),
    IndicatorStatus.RETIRED: frozenset({IndicatorStatus.AGREED}),
}

UNDER_DISCUSSION = frozenset({IndicatorStatus.PROPOSED, IndicatorStatus.CONSULTATION})


class Breakdown(models.TextChoices):
    """Into which parts its figures are given."""

    NONE = "none", "Not broken down"
    AGENCY = "agency", "By agency"
    LOCALITY = "locality", "By locality"
    GROUPS = "groups", "By named groups"


class Counted(models.TextChoices):
    """When its figures are counted: what may be added up to a year so far, and what may not."""

    OVER = "over", "Counted over the period"
    AT_END = "at_end", "Counted on its last day"
    ONCE = "once", "Each person once in a period"


class ReturnStatus(models.TextChoices):
    OPEN = "open", "Open"
    SUBMITTED = "submitted", "Submitted"
    SENT_BACK = "sent_back", "Sent back"
    ACCEPTED = "accepted", "Accepted"


TRANSITIONS: dict[ReturnStatus, frozenset[ReturnStatus]] = {
    ReturnStatus.OPEN: frozenset({ReturnStatus.SUBMITTED}),
    ReturnStatus.SUBMITTED: frozenset({ReturnStatus.SENT_BACK, ReturnStatus.ACCEPTED}),
    ReturnStatus.SENT_BACK: frozenset({ReturnStatus.SUBMITTED}),
    ReturnStatus.ACCEPTED: frozenset({ReturnStatus.SENT_BACK}),
}

EDITABLE = frozenset({ReturnStatus.OPEN, ReturnStatus.SENT_BACK})


class MissingReason(models.TextChoices):
    """Why a row has no figure. An answer; an empty row is not."""

    NOT_READY = "not_ready", "Not ready in time"
    NOT_COLLECTED = "not_collected", "Not collected by us"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NOTHING_TO_REPORT = "nothing_to_report", "Nothing to report"


class AreaKind(models.TextChoices):
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    AUTHORITY = "authority", "Authority"


class BenchmarkFileState(models.TextChoices):
    PREVIEW = "preview", "Looked over"
    SAVED = "saved", "Saved"
    DISCARDED = "discarded", "Thrown away"
    UNDONE = "undone", "Taken back"
