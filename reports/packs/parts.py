"""What a pack keeps of each thing it shows: plain JSON, numbers as exact text."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst

from audits.programme.models import ProgrammeEntry
from indicators.models import Gap
from indicators.signal import Mark
from reports.needs import Need
from reports.packs.standing import Overdue
from reports.past import past_words
from reports.queries.changes import Change
from reports.queries.series import Measure, Series
from reports.queries.timeliness import Timeliness

Part = dict[str, Any]

AGENCIES_NAMED = 3


def series_part(series: Series) -> Part:
    """One indicator with its whole run of periods as the Board sees them."""
    indicator = series.indicator
    return {
        "id": indicator.pk,
        "code": indicator.code,
        "title": indicator.title,
        "definition": indicator.definition,
        "numerator_words": indicator.numerator_words,
        "denominator_words": indicator.denominator_words,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "suffix": series.suffix,
        "supplier": indicator.who_supplies,
        "source": indicator.source,
        "is_invented": indicator.is_invented,
        "rating": series.rating.value,
        "rating_words": series.rating_words,
        "latest": series.latest_text,
        "latest_label": series.latest.period.label if series.latest else "",
        "target": _text(series.target),
        "target_text": series.target_text if series.target is not None else "",
        "headline": series.headline,
        "past": past_words(series),
        "says": series.signal.says,
        "icon": series.signal.icon,
        "icon_words": series.signal.icon_words,
        "assurance": series.signal.assurance,
        "assurance_words": series.signal.assurance_words,
        "awaited": series.awaited.label if series.awaited else "",
        "due": series.due.says if series.due else "",
        "measures": [
            {**measure_part(series, measure), "signal": list(mark)}
            for measure, mark in zip(
                series.measures, series.signal.marks or (Mark(),) * len(series.measures), strict=True
            )
        ],
    }


def need_part(need: Need, group: list[Series]) -> Part:
    """What the Board should notice, and whom to ask."""
    return {
        "label": need.label,
        "indicators": [
            {
                "id": one.indicator.pk,
                "code": one.indicator.code,
                "title": one.indicator.title,
                "latest": one.latest_text,
                "latest_label": one.latest.period.label if one.latest else "",
                "says": _said_of(need, one),
                "ask": _whom_to_ask(one.indicator),
            }
            for one in group
        ],
    }


def _whom_to_ask(indicator: Any) -> str:
    """Its agencies, as they were linked to it; in a few words where they are many or nobody."""
    names = sorted(str(agency) for agency in indicator.suppliers)
    return ", ".join(names) if 0 < len(names) <= AGENCIES_NAMED else capfirst(indicator.who_supplies)


def _said_of(need: Need, series: Series) -> str:
    if need == Need.NO_FIGURE:
        return f"Figures for {series.awaited.label} are due and have not come." if series.awaited else "None has come."
    return f"{series.signal.says} No commentary came with it." if need == Need.UNEXPLAINED else series.signal.says


def measure_part(series: Series, measure: Measure) -> Part:
    return {
        "label": measure.period.label,
        "tick": measure.period.short_label,
        "group": measure.period.year_label,
        "numerator": _text(measure.numerator),
        "denominator": _text(measure.denominator),
        "value": _text(measure.value),
        "text": series.text_of(measure),
        "state": measure.state.value,
        "reason": measure.missing_reason.lower(),
        "target_text": series.text_of_target(measure.target) if measure.target is not None else "",
        "rating": measure.rating.value,
        "rating_words": measure.rating_words,
        "commentary": measure.commentary,
        "explanation": measure.explanation,
    }


def change_part(change: Change) -> Part:
    """What it was when the Board last met and what it is now, each with its own rating."""
    return {
        "id": change.series.indicator.pk,
        "code": change.series.indicator.code,
        "title": change.series.indicator.title,
        "is_worse": change.is_worse,
        "now": measure_part(change.series, change.now),
        "before": measure_part(change.series, change.before) if change.before else None,
        "target_text": change.series.target_text,
    }


def entry_part(entry: ProgrammeEntry, *, today: date) -> Part:
    is_late = entry.is_late(today=today)
    return {
        "number": entry.number,
        "subject": entry.subject,
        "category": str(entry.get_category_display()),
        "frequency": entry.frequency,
        "due_on": entry.due_on.isoformat() if entry.due_on else "",
        "lead": entry.lead_in_words,
        "status": "late" if is_late else entry.status,
        "status_words": "Late" if is_late else str(entry.get_status_display()),
        "days_late": (today - entry.due_on).days if is_late and entry.due_on else 0,
        "reason": entry.status_reason,
    }


def return_part(row: Timeliness) -> Part:
    return {
        "agency": row.agency,
        "data_set": row.data_set,
        "period": row.period,
        "due_on": row.due_on.isoformat(),
        "received_on": row.received_on.isoformat() if row.received_on else "",
        "days_late": row.days_late,
        "is_outstanding": row.is_outstanding,
        "is_closed": row.is_closed,
    }


def overdue_part(one: Overdue, *, today: date) -> Part:
    return {
        "what": one.what,
        "agency": one.agency,
        "due_on": one.due_on.isoformat(),
        "days_late": (today - one.due_on).days,
    }


def gap_part(gap: Gap, *, today: date) -> Part:
    return {
        "code": gap.indicator.code,
        "title": gap.indicator.title,
        "missing": gap.missing,
        "plan": gap.plan,
        "whose": gap.whose,
        "due_on": gap.due_on.isoformat() if gap.due_on else "",
        "days_late": (today - gap.due_on).days if gap.due_on and gap.due_on < today else 0,
        "agreed_by": gap.agreed_by,
        "agreed_on": gap.agreed_on.isoformat() if gap.agreed_on else "",
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")
