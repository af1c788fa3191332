"""What looks wrong in a figure before it is sent: errors to put right, warnings to explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.analysis import spc
from indicators.analysis.units import Unit, format_value
from lscb.core.numbers import round_half_up, write_number

# Fewer past figures than this say nothing about what is usual.
ENOUGH_HISTORY = 3
# Of a past too short for limits, no more than this says what is usual.
MOST_HISTORY = 8


class Kind(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right or explain; the key stays the same however the sentence is worded."""

    key: str
    kind: Kind
    message: str


def warnings(
    numerator: Decimal | None,
    denominator: Decimal | None,
    value: Decimal | None,
    unit: str,
    history: Sequence[Decimal | None] = (),
    *,
    places: int = 1,
    most_change: int | None = None,
) -> list[Finding]:
    """Everything to say about one figure, errors first; history runs from the oldest to the latest.

    ``most_change``: the change since the last figure, in per cent, from which a word is asked for.
    """
    errors = [*_wrong_counts(numerator, denominator), *_wrong_together(numerator, denominator, unit)]
    errors += _wrong_value(value, unit, is_typed=numerator is None and denominator is None)
    if errors:
        return errors
    return [
        *_no_rate(numerator, denominator, unit),
        *_unlike_the_past(value, unit, history, places),
        *_changed_by_more(value, unit, history, places, most_change),
    ]


def _error(key: str, message: str) -> Finding:
    return Finding(key, Kind.ERROR, message)


def _warning(key: str, message: str) -> Finding:
    return Finding(key, Kind.WARNING, message)


def _wrong_counts(numerator: Decimal | None, denominator: Decimal | None) -> Iterator[Finding]:
    for name, count in (("numerator", numerator), ("denominator", denominator)):
        if count is None:
            continue
        if count < 0:
            yield _error(f"{name}-negative", f"The {name} is below nought. Enter 0 or more.")
        elif count != count.to_integral_value():
            yield _error(f"{name}-not-whole", f"The {name} is a count. Enter a whole number.")


def _wrong_together(numerator: Decimal | None, denominator: Decimal | None, unit: str) -> Iterator[Finding]:
    if Unit(unit).multiplier is None or (numerator is None and denominator is None):
        return
    if denominator is None:
        yield _error("denominator-missing", "Enter the denominator as well, so that the value can be worked out.")
    elif numerator is None:
        yield _error("numerator-missing", "Enter the numerator as well, so that the value can be worked out.")
    elif denominator == 0 and numerator > 0:
        yield _error(
            "denominator-zero",
            f"The denominator is 0 but the numerator is {_plain(numerator)}. Check both.",
        )
    elif unit == Unit.PERCENTAGE and numerator > denominator:
        yield _error(
            "numerator-above-denominator",
            f"The numerator, {_plain(numerator)}, is larger than the denominator, {_plain(denominator)}. Check both.",
        )


def _wrong_value(value: Decimal | None, unit: str, *, is_typed: bool) -> Iterator[Finding]:
    if value is None or not is_typed:
        return
    if value < 0:
        yield _error("value-negative", "The value is below nought. Enter 0 or more.")
    elif unit == Unit.NUMBER and value != value.to_integral_value():
        yield _error("value-not-whole", "The value is a count. Enter a whole number.")
    elif unit == Unit.PERCENTAGE and value > 100:
        yield _error("percentage-above-100", f"{_plain(value)}% is more than the whole. Enter 100 or less.")


def _no_rate(numerator: Decimal | None, denominator: Decimal | None, unit: str) -> Iterator[Finding]:
    if Unit(unit).multiplier is not None and denominator == 0 and numerator == 0:
        yield _warning("no-rate", "Both counts are 0, so no value can be worked out. Say in the comment that it is so.")


def _unlike_the_past(
    value: Decimal | None, unit: str, history: Sequence[Decimal | None], places: int
) -> Iterator[Finding]:
    """Outside its limits, where there are figures enough to draw them; else outside what it has been."""
    past = [figure for figure in history if figure is not None]
    if value is None or len(past) < ENOUGH_HISTORY:
        return
    limits = _limits(past)
    if limits is None:
        yield from _outside_the_range(value, unit, past[-MOST_HISTORY:], places)
    elif not limits[0] <= value <= limits[1]:
        # What cannot be below nought, or above the whole, is not said to be.
        low, high = max(limits[0], Decimal(0)), min(limits[1], Decimal(100)) if unit == Unit.PERCENTAGE else limits[1]
        lowest, highest = (format_value(round_half_up(limit, places), unit, places) for limit in (low, high))
        yield _warning(
            "unlike-the-past",
            f"{format_value(value, unit, places)} is outside what the last {len(past)} figures lead us to expect, "
            f"{lowest} to {highest}. Check it, or say why it is right.",
        )


def _limits(past: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The process limits of the past alone, where they are not on trial and say something."""
    analysis = spc.analyse(past, improvement=spc.Improvement.NEITHER)
    last = analysis.points[-1]
    if analysis.caution is not None or last.lower is None or last.upper is None:
        return None
    return Decimal(str(last.lower)), Decimal(str(last.upper))


def _outside_the_range(value: Decimal, unit: str, past: Sequence[Decimal], places: int) -> Iterator[Finding]:
    """Outside the past range by more than half its width, or outside it and changed by over half since last time."""
    low, high = min(past), max(past)
    beyond = max(low - value, value - high)
    far_out = beyond > 0 and beyond > (high - low) / 2 and beyond > abs(past[-1]) / 10
    leapt = beyond > 0 and abs(value - past[-1]) > abs(past[-1]) / 2
    if far_out or leapt:
        lowest, highest = (format_value(figure, unit, places) for figure in (low, high))
        ran = f"which were all {lowest}" if lowest == highest else f"which ran from {lowest} to {highest}"
        yield _warning(
            "unlike-the-past",
            f"{format_value(value, unit, places)} is unlike the last {len(past)} figures, {ran}. "
            "Check it, or say why it is right.",
        )


def _changed_by_more(
    value: Decimal | None, unit: str, history: Sequence[Decimal | None], places: int, most_change: int | None
) -> Iterator[Finding]:
    last = next((figure for figure in reversed(history) if figure is not None), None)
    if value is None or not last or most_change is None:
        return
    change = abs(value - last) * 100 / abs(last)
    if change > most_change:
        yield _warning(
            "changed-by-more",
            f"{format_value(value, unit, places)} is {write_number(change, 0)}% {'more' if value > last else 'less'} "
            f"than the last figure, {format_value(last, unit, places)}. From {most_change}% on a word is asked for.",
        )


# Beside other rows


def parts_and_whole(
    whole: Decimal | None, parts: Sequence[tuple[str, Decimal | None]], *, is_others: bool = False
) -> Iterator[Finding]:
    """``parts``: each with its code. Said only where all of them are there, or they come to more than the whole.

    ``is_others``: some are other agencies', so that what they come to is not told.
    """
    known = [(code, count) for code, count in parts if count is not None]
    if whole is None or len(parts) < 2 or not known:
        return
    total = sum((count for _, count in known), Decimal(0))
    if total > whole or (len(known) == len(parts) and total != whole):
        codes = " and ".join([", ".join(code for code, _ in known[:-1]), known[-1][0]]).removeprefix(" and ")
        if is_others:
            yield _warning(
                "parts-and-whole",
                f"Its parts, {codes}, as the agencies gave them, do not come to the whole. "
                "Ask them, or say why they differ.",
            )
            return
        yield _warning(
            "parts-and-whole",
            f"Its parts, {codes}, come to {_plain(total)} and the whole is {_plain(whole)}. "
            "Check them, or say why they differ.",
        )


def disagreeing(value: Decimal | None, agency: str, title: str, theirs: Decimal) -> Iterator[Finding]:
    """Their figure itself is theirs: only that it differs is said."""
    if value is not None and value != theirs:
        yield _warning(
            "others-disagree",
            f"{agency} gave another figure for “{title}”, which counts the same. "
            "Ask them which is right, or say why they differ.",
        )


def _plain(count: Decimal) -> str:
    """Every decimal that was typed, none that was not."""
    return write_number(count, max(0, -int(count.normalize().as_tuple().exponent)))
