"""An indicator's life: proposed, talked over, agreed, retired. Each step is logged with its reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from board.actions import consulting, keeping
from board.models import Agency, scope_of
from board.permissions import require
from indicators.actions.keep import keep_series
from indicators.enums import LIFE, IndicatorStatus
from indicators.models import Indicator, IndicatorComment
from indicators.permissions import can_keep_library, can_propose
from lscb.core import activity
from lscb.core.exceptions import Refused
from lscb.core.models import User

NO_REASON = "Say why, so that whoever asks later can read it."
NO_SUPPLIER = "{} has no supplier yet. Say which agency is asked for it before it is agreed."
VERBS = {
    IndicatorStatus.CONSULTATION: "indicator.put_to_consultation",
    IndicatorStatus.AGREED: "indicator.agreed",
    IndicatorStatus.RETIRED: "indicator.retired",
}


@transaction.atomic
def propose_indicator(values: Mapping[str, Any], *, agency: Agency | None, by: User) -> Indicator:
    """On the long list. Its code is the office's to choose; until then it has a number."""
    require(can_propose(by))
    if agency is not None:
        require(agency.pk in scope_of(by).agencies)
    same = Indicator.objects.filter(status=IndicatorStatus.PROPOSED, proposed_by=by, title=values["title"])
    if earlier := same.filter(definition=values["definition"]).first():
        return earlier
    indicator = Indicator.objects.create(
        **values,
        code=_next_code(),
        status=IndicatorStatus.PROPOSED,
        proposed_by=by,
        proposed_for=agency,
        supplier=agency,
    )
    changes = activity.changed({}, {**values, "for": str(agency) if agency else ""})
    activity.record("indicator.proposed", indicator, by=by, changes=changes)
    return indicator


@transaction.atomic
def move_indicator(indicator: Indicator, status: IndicatorStatus, *, reason: str, by: User) -> Indicator:
    """One step of its life. Retired, it is asked for no more: its figures and pages stay, and open returns keep it."""
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_keep_library(by))
    refuse_step(indicator, status, reason)
    before, indicator.status = IndicatorStatus(indicator.status), status
    indicator.save(update_fields=["status"])
    if status == IndicatorStatus.AGREED:
        keep_series(Indicator.objects.filter(pk=indicator.pk))
    verb = "indicator.brought_back" if before == IndicatorStatus.RETIRED else VERBS[status]
    activity.record(verb, indicator, by=by, changes=activity.changed({"status": before.label}, {
        "status": status.label, "reason": reason.strip(),
    }))  # fmt: skip
    return indicator


def refuse_step(indicator: Indicator, status: IndicatorStatus, reason: str) -> None:
    before = IndicatorStatus(indicator.status)
    if before == status:
        raise Refused(f"{indicator.code} is {status.label.lower()} already.")
    if status not in LIFE[before]:
        raise Refused(f"{indicator.code} is {before.label.lower()}, so it cannot become {status.label.lower()}.")
    if not reason.strip():
        raise Refused(NO_REASON)
    if status == IndicatorStatus.AGREED and indicator.supplier_id is None:
        raise Refused(NO_SUPPLIER.format(indicator.code))
    if before == IndicatorStatus.CONSULTATION:
        waiting = IndicatorComment.objects.unanswered().filter(indicator=indicator).count()
        consulting.refuse_unanswered(waiting, f"{indicator.code} becomes {status.label.lower()}")


def _next_code() -> str:
    """P-1, P-2 …: one more than the highest that was given. Who comes second waits for the Board's row."""
    keeping.one_at_a_time()
    taken = Indicator.objects.filter(code__regex=r"^P-[0-9]{1,6}$").values_list("code", flat=True)
    return f"P-{max((int(code[2:]) for code in taken), default=0) + 1}"
