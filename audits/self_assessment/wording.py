"""Answers of a scale in words: what each looks like a line, and lists of them. Pure."""

from collections.abc import Mapping, Sequence

from audits.self_assessment.scales import Point

Points = Sequence[Point]


class NotAnAnswer(ValueError):
    """Words that name no answer of the scale."""


def as_lines(points: Points, looks_like: Mapping[str, str]) -> str:
    return "\n".join(f"{point.label}: {looks_like[point.value]}" for point in points if looks_like.get(point.value))


def as_words(points: Points, values: Sequence[str]) -> str:
    return ", ".join(point.label for point in points if point.value in values)


def from_lines(points: Points, text: str) -> dict[str, str]:
    """The longest name first: one answer's may begin another's."""
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        longest_first = sorted(points, key=lambda point: -len(point.label))
        point = next((point for point in longest_first if _begins(line, point.label)), None)
        if point is None:
            raise NotAnAnswer(f"Begin each line with an answer and a colon. {_named(points)}")
        found[point.value] = line[len(point.label) :].lstrip().removeprefix(":").strip()
    return {point.value: found[point.value] for point in points if point.value in found}


def from_words(points: Points, text: str) -> list[str]:
    wanted = [part.strip().casefold() for part in text.split(",") if part.strip()]
    known = {point.label.casefold(): point.value for point in points}
    known |= {point.value: point.value for point in points}
    if wrong := next((part for part in wanted if part not in known), None):
        raise NotAnAnswer(f"“{wrong}” is not one of the answers. {_named(points)}")
    chosen = {known[part] for part in wanted}
    return [point.value for point in points if point.value in chosen]


def _begins(line: str, label: str) -> bool:
    rest = line[len(label) :].lstrip()
    return line.casefold().startswith(label.casefold()) and rest.startswith(":")


def _named(points: Points) -> str:
    return f"They are: {', '.join(point.label for point in points)}" if points else "This one is answered in writing"
