"""An indicator's life: proposed, talked over, agreed, retired. Each step is logged with its reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.actions import consulting, keeping
from board.models import Agency, scope_of
from board.permissions import require
from indicators.actions.breakdowns import ask_each_supplier, keep_together, refuse_alone
from indicators.actions.hide import hold_families
from indicators.actions.keep import keep_series
from indicators.enums import LIFE, IndicatorStatus
from indicators.models import Gap, Indicator, IndicatorComment
from indicators.permissions import can_change_proposal, can_keep_library, can_propose
from lscb.core import activity, editing
from lscb.core.editing import Edit
from lscb.core.exceptions import Refused
from lscb.core.models import User

NO_REASON = "Say why, so that whoever asks later can read it."
NO_SUPPLIER = "{} has no supplier yet. Say which agency is asked for it, or what is missing: then it is a data gap."
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
def change_proposal(indicator: Indicator, edit: Edit, *, by: User) -> Indicator:
    """By whoever proposed it, until it is talked over: then others have read it as it is."""
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_change_proposal(by, indicator))
    if indicator.status != IndicatorStatus.PROPOSED:
        raise Refused(f"{indicator.code} is {indicator.get_status_display().lower()}: comment on it instead.")
    if changes := editing.merge(indicator, edit):
        indicator.save(update_fields=list(changes))
        activity.record("indicator.changed", indicator, by=by, changes=changes)
    return indicator


@transaction.atomic
def move_indicator(
    indicator: Indicator, status: IndicatorStatus, *, reason: str, by: User, missing: str = ""
) -> Indicator:
    """One step of its life. Retired, it is asked for no more: its figures and pages stay, and open returns keep it.

    Agreed though nobody supplies it yet, it is a data gap: ``missing`` says of what.
    """
    hold_families([indicator.pk])
    indicator = Indicator.objects.lock(indicator.pk)
    require(can_keep_library(by))
    refuse_step(indicator, status, reason, missing=missing)
    before, indicator.status = IndicatorStatus(indicator.status), status
    indicator.save(update_fields=["status"])
    together = keep_together([indicator.pk])
    if status == IndicatorStatus.AGREED:
        keep_series(Indicator.objects.filter(pk__in={indicator.pk, *together}))
    verb = "indicator.brought_back" if before == IndicatorStatus.RETIRED else VERBS[status]
    activity.record(verb, indicator, by=by, changes=activity.changed({"status": before.label}, {
        "status": status.label, "reason": reason.strip(),
    }))  # fmt: skip
    if status == IndicatorStatus.AGREED:
        _note_what_is_missing(indicator, missing.strip(), by=by)
        ask_each_supplier(indicator, by=by)
    return indicator


def _note_what_is_missing(indicator: Indicator, missing: str, *, by: User) -> None:
    if indicator.supplier_id is None and not _is_gap(indicator):
        Gap.objects.create(indicator=indicator, missing=missing, noted_at=timezone.now(), noted_by=by)
        activity.record("indicator.gap_noted", indicator, by=by, changes={"missing": ("", missing)})


def _is_gap(indicator: Indicator) -> bool:
    return Gap.objects.filter(indicator=indicator, closed_at=None).exists()


def refuse_step(indicator: Indicator, status: IndicatorStatus, reason: str, *, missing: str = "") -> None:
    refuse_alone(indicator)
    before = IndicatorStatus(indicator.status)
    if before == status:
        raise Refused(f"{indicator.code} is {status.label.lower()} already.")
    if status not in LIFE[before]:
        raise Refused(f"{indicator.code} is {before.label.lower()}, so it cannot become {status.label.lower()}.")
    if not reason.strip():
        raise Refused(NO_REASON)
    is_without = status == IndicatorStatus.AGREED and indicator.supplier_id is None
    if is_without and not missing.strip() and not _is_gap(indicator):
        raise Refused(NO_SUPPLIER.format(indicator.code))
    if before == IndicatorStatus.CONSULTATION:
        waiting = IndicatorComment.objects.unanswered().filter(indicator=indicator).count()
        consulting.refuse_unanswered(waiting, f"{indicator.code} becomes {status.label.lower()}")


def _next_code() -> str:
    """P-1, P-2 …: one more than the highest that was given. Who comes second waits for the Board's row."""
    keeping.one_at_a_time()
    taken = Indicator.objects.filter(code__regex=r"^P-[0-9]{1,6}$").values_list("code", flat=True)
    return f"P-{max((int(code[2:]) for code in taken), default=0) + 1}"
