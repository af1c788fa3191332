"""One row of a return, as it was typed: read, checked and worked out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.analysis.checks import Finding, Kind, warnings
from indicators.analysis.figures import Figure, FigureError, FigureState, parse_figure
from indicators.analysis.units import Unit, format_value
from indicators.rules import value_of
from lscb.core.numbers import round_half_up

# What the database keeps after the point; counts are whole and never come near it.
KEPT_DECIMALS = 4

SYMBOL_SAID = frozenset(FigureState) - {FigureState.GIVEN, FigureState.NOT_SUPPLIED}


@dataclass(frozen=True, slots=True)
class Measure:
    """How one indicator's row is read: its unit, its decimals, and whether it takes two counts."""

    unit: str
    places: int
    takes_denominator: bool

    @property
    def boxes(self) -> tuple[str, ...]:
        return ("numerator", "denominator") if self.takes_denominator else ("value",)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row was read as. A row with an error holds no number at all."""

    state: FigureState
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    derived: Decimal | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind == Kind.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind == Kind.WARNING]

    def words(self, measure: Measure) -> str:
        """The value as it stands beside the boxes, or what a symbol said instead."""
        if self.state in SYMBOL_SAID:
            return self.state.label
        return format_value(self.derived, measure.unit, measure.places)


def read_row(
    texts: Mapping[str, str],
    reason: str,
    measure: Measure,
    history: Sequence[Decimal | None] = (),
    *,
    most_change: int | None = None,
) -> Reading:
    """Read a row's boxes; a sentence for whatever is wrong, and then nothing is taken for a number."""
    figures, errors = _read_boxes(texts, measure)
    states = [figure.state for figure in figures.values()]
    said = [state for state in states if state in SYMBOL_SAID]
    is_given = FigureState.GIVEN in states and not said
    if reason and (is_given or said):
        errors.append(
            _error("contradiction", "There is a figure and a reason why there is none. Take one of them out.")
        )
    if errors:
        return Reading(FigureState.NOT_SUPPLIED, findings=tuple(errors))
    if not is_given:
        return Reading(said[0] if said else FigureState.NOT_SUPPLIED)
    return _check({name: figure.value for name, figure in figures.items()}, measure, history, most_change)


def _read_boxes(texts: Mapping[str, str], measure: Measure) -> tuple[dict[str, Figure], list[Finding]]:
    figures: dict[str, Figure] = {}
    errors: list[Finding] = []
    for name in measure.boxes:
        text = texts.get(name, "")
        try:
            figures[name] = parse_figure(text)
        except FigureError as refusal:
            sentence = str(refusal)
            errors.append(_error(f"{name}-unreadable", f"In the {name}: {sentence[:1].lower()}{sentence[1:]}"))
            continue
        if "%" in text and (name != "value" or measure.unit != Unit.PERCENTAGE):
            errors.append(_error(f"{name}-percent", f"In the {name}: enter a number without a per cent sign."))
    return figures, errors


def _check(
    given: dict[str, Decimal | None], measure: Measure, history: Sequence[Decimal | None], most_change: int | None
) -> Reading:
    numerator, denominator, value = (given.get(name) for name in ("numerator", "denominator", "value"))
    kept = None if value is None else round_half_up(value, KEPT_DECIMALS)
    derived = value_of(numerator, denominator, kept, unit=measure.unit, places=measure.places)
    checked = derived if value is None else value
    findings = tuple(
        warnings(numerator, denominator, checked, measure.unit, history, places=measure.places, most_change=most_change)
    )
    if any(finding.kind == Kind.ERROR for finding in findings):
        return Reading(FigureState.NOT_SUPPLIED, findings=findings)
    return Reading(FigureState.GIVEN, numerator, denominator, kept, derived, findings)


def _error(key: str, sentence: str) -> Finding:
    return Finding(key, Kind.ERROR, sentence)
