"""A preview as JSON and as lines to read."""

from collections.abc import Iterator
from typing import Any

from frameworks.bringing_in.preview import Activity, Preview
from frameworks.timescales import TimescaleReading
from lscb.core.templatetags.words import quantity


def as_json(made: Preview) -> dict[str, Any]:
    return {
        "rows_in": made.rows_in,
        "made": made.made,
        "refused": [{"row": refusal.row, "reason": refusal.reason} for refusal in made.refused],
        "notes": made.notes,
        "sections": [
            {
                "title": section.title,
                "standards": [
                    {
                        "number": standard.number,
                        "words": standard.words,
                        "is_practice_area": standard.is_practice_area,
                        "activities": [_activity(each) for each in standard.activities],
                    }
                    for standard in section.standards
                ],
            }
            for section in made.sections
        ],
    }


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "row": activity.row,
        "monitoring": activity.monitoring,
        "action": activity.action,
        "lead": activity.lead,
        "comment": activity.comment,
        **activity.own,
        "timescale": timescale_as_json(activity.words, activity.timescale) | {"doubts": activity.doubts},
    }


def timescale_as_json(words: str, reading: TimescaleReading) -> dict[str, Any]:
    return {
        "words": words,
        "frequency": reading.frequency,
        "number": reading.number,
        "months": reading.months,
        "completed": [str(date) for date in reading.completed],
        "due": [str(date) for date in reading.due],
        "started": [str(date) for date in reading.started],
        "ongoing": reading.ongoing,
        "unread": reading.unread,
        "doubts": reading.doubts,
    }


def as_lines(made: Preview) -> Iterator[str]:
    yield f"{quantity(made.rows_in, 'row,rows')}: {made.made} made, {len(made.refused)} refused."
    yield from made.notes
    for section in made.sections:
        yield f"\n{section.title or 'Without a heading'}"
        for standard in section.standards:
            yield f"  {standard.number} {standard.words}".replace("\n", " ").rstrip()
            for each in standard.activities:
                yield f"    row {each.row}: {_in_words(each)}"
    yield from (f"\nRow {refusal.row} refused. {refusal.reason}" for refusal in made.refused)


def _in_words(activity: Activity) -> str:
    reading = activity.timescale
    parts = [
        reading.frequency and f"{reading.frequency} {reading.number or ''}".strip(),
        reading.completed and f"done {', '.join(map(str, reading.completed))}",
        reading.due and f"due {', '.join(map(str, reading.due))}",
        activity.doubts and f"look at: {'; '.join(activity.doubts)}",
    ]
    return "; ".join(part for part in parts if part) or "no date set"
