"""Sentences that pages of figures open with: what is true today, counts in words."""

from indicators.analysis.rag import Rating
from indicators.enums import FREQUENCIES
from indicators.models import Target
from lscb.core.charts import ReadingState
from lscb.core.templatetags.words import uk_date
from reports.queries.agency import AgencyStanding
from reports.queries.dashboard import Dashboard
from reports.queries.series import Series

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
OF_THE_TARGET = {
    Rating.MET: "The target of {} is met.",
    Rating.NEAR: "That is within tolerance of the target of {}.",
    Rating.NOT_MET: "The target of {} is not met.",
}


def number(count: int) -> str:
    """In words up to twenty."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def standfirst(dashboard: Dashboard) -> str:
    """What moved beyond chance, how the indicators stand against their targets, then what is late."""
    said = _of_variation(dashboard), _of_indicators(dashboard), _of_lateness(dashboard)
    return " ".join(sentence for sentence in said if sentence)


def _of_variation(dashboard: Dashboard) -> str:
    worse, better = (sum(one.signal.latest == mark for one in dashboard.series) for mark in ("concern", "improvement"))
    said = [f"{number(worse)} indicator{' has' if worse == 1 else 's have'} moved the wrong way beyond chance"] * bool(
        worse
    )
    said += [f"{number(better)} {'has' if better == 1 else 'have'} improved beyond it"] * bool(better)
    return _sentence(said) if said else ""


def _of_indicators(dashboard: Dashboard) -> str:
    if not any(one.measures for one in dashboard.series):
        return "No figures have been accepted yet."
    counts = dashboard.rating_counts
    missed, near, met = (counts[rating] for rating in (Rating.NOT_MET, Rating.NEAR, Rating.MET))
    if not missed + near + met:
        return "No indicator has both a figure and a target to read it against."
    said = [f"{number(missed)} indicator{' misses its' if missed < 2 else 's miss their'} target"]
    said += [f"{number(near)} {'is' if near == 1 else 'are'} within tolerance"] * bool(near)
    said += [f"{number(met)} meet{'s' if met == 1 else ''} it"] * bool(met)
    return _sentence(said)


def _of_lateness(dashboard: Dashboard) -> str:
    returns, audits = len(dashboard.late_returns), len(dashboard.programme.late)
    said = [f"{number(returns)} return{'s' if returns > 1 else ''}"] * bool(returns)
    said += [f"{number(audits)} audit{'s' if audits > 1 else ''}"] * bool(audits)
    return _sentence(said, ends=f" {'is' if returns + audits == 1 else 'are'} late") if said else ""


def of_an_agency(shown: AgencyStanding) -> str:
    """What it supplies, what of that needs the Board's eye, and how its returns came in."""
    count = len(shown.series)
    supplies = f"It supplies {number(count)} indicator{'' if count == 1 else 's'}."
    concern = sum(one.signal.latest == "concern" for one in shown.series)
    missed = sum(one.rating == Rating.NOT_MET for one in shown.series)
    said = [f"{number(concern)} {'has' if concern == 1 else 'have'} moved the wrong way beyond chance"] * bool(concern)
    said += [f"{number(missed)} {'misses its' if missed == 1 else 'miss their'} target"] * bool(missed)
    return " ".join(filter(None, [supplies, _sentence(said) if said else "", _of_returns(shown)]))


def _of_returns(shown: AgencyStanding) -> str:
    in_time, asked = shown.on_time
    if not asked:
        return "No return has fallen due in the last two years."
    said = f"Of {number(asked)} return{'' if asked == 1 else 's'} in the last two years {number(in_time)}"
    parts = [f"{said} came on time"]
    parts += [f"{number(shown.late)} late"] * bool(shown.late)
    parts += [f"{number(shown.missing)} {'is' if shown.missing == 1 else 'are'} missing"] * bool(shown.missing)
    return _sentence(parts)


def _sentence(parts: list[str], *, ends: str = "") -> str:
    *others, last = parts
    joined = f"{', '.join(others)} and {last}" if others else last
    return f"{joined[:1].upper()}{joined[1:]}{ends}."


def verdict(series: Series) -> str:
    """The latest figure with its period, how it stands against its target, and whether a newer one is missed or due."""
    said = [_verdict(series)]
    if series.awaited:
        said.append(f"The figure for {series.awaited.label} should have come by now; none is accepted yet.")
    if series.due:
        said.append(f"The figure for {series.due.says}.")
    return " ".join(said)


def _verdict(series: Series) -> str:
    latest = series.latest
    if latest is None:
        return "No figure has been accepted yet."
    period = latest.period.long_label
    if latest.value is None:
        if latest.state == ReadingState.HIDDEN and not latest.missing_reason:
            return f"The figure for {period} is hidden, so that no small count can be known."
        return f"There is no figure for {period}: {series.latest_text}."
    against = OF_THE_TARGET.get(latest.rating, "")
    if against:
        against = against.format(series.target_text)
    elif latest.target is None:
        against = "No target is set."
    return f"{series.latest_text} in {period}. {against}".strip()


def chart_note(series: Series) -> str:
    """Quarterly, Q1 2023–24 to Q2 2026–27. Supplied by Midshire Police."""
    frequency, labels = dict(FREQUENCIES)[series.indicator.frequency], [one.period.label for one in series.measures]
    span = f", {labels[0]} to {labels[-1]}" if len(labels) > 1 else ""
    return f"{frequency}{span}. Supplied by {series.indicator.who_supplies}."


def target_words(series: Series, target: Target) -> str:
    """90.0%, tolerance 5 points, from 1 April 2020."""
    tolerance = f", tolerance {target.tolerance_words}" if target.tolerance else ""
    return f"{series.text_of_target(target.value)}{tolerance}, from {uk_date(target.from_on)}"
