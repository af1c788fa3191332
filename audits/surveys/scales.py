"""The scales that a survey asks on: those of self-assessments, and one of how far a person agrees. Pure."""

from decimal import Decimal

from audits.self_assessment import scales
from audits.self_assessment.scales import Point, Scale

AGREE = "agree"
TEXT = Scale.TEXT.value
_AGREE = (
    Point("5", "Strongly agree", Decimal(1), "good"),
    Point("4", "Agree", Decimal("0.75"), "good"),
    Point("3", "Neither agree nor disagree", Decimal("0.5"), "part"),
    Point("2", "Disagree", Decimal("0.25"), "poor"),
    Point("1", "Strongly disagree", Decimal(0), "poor"),
)
POINTS: dict[str, tuple[Point, ...]] = {
    AGREE: _AGREE,
    **{scale.value: points for scale, points in scales.POINTS.items()},
}
LABELS: dict[str, str] = {
    AGREE: "Strongly agree to strongly disagree",
    **{scale.value: scales.LABELS[scale] for scale in scales.POINTS},
    TEXT: "Free text",
}


def point_of(scale: str, value: str) -> Point | None:
    return next((point for point in POINTS.get(scale, ()) if point.value == value), None)
