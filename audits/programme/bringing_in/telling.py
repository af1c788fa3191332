"""A programme's preview as JSON and as lines to read."""

from collections.abc import Iterator
from typing import Any

from audits.programme.bringing_in.preview import Entry, Preview
from frameworks.bringing_in.explaining import timescale_in_words
from frameworks.bringing_in.telling import timescale_as_json
from lscb.core.templatetags.words import quantity


def as_json(made: Preview) -> dict[str, Any]:
    return {
        "rows_in": made.rows_in,
        "made": made.made,
        "refused": [{"row": refusal.row, "reason": refusal.reason} for refusal in made.refused],
        "notes": made.notes,
        "entries": [_entry(each) for each in made.entries],
    }


def as_lines(made: Preview) -> Iterator[str]:
    yield f"{quantity(made.rows_in, 'row,rows')}: {made.made} made, {len(made.refused)} refused."
    yield from made.notes
    for entry in made.entries:
        doubts = f" Look at: {'; '.join(entry.doubts)}." if entry.doubts else ""
        due = f" Due {', '.join(map(str, entry.days))}." if entry.days else ""
        yield (
            f"row {entry.row}: {entry.number or 'next number'}. {entry.subject} ({entry.category.label}). "
            f"{timescale_in_words(entry.timescale)}{due}{doubts}"
        )
    yield from (f"Row {refusal.row} refused. {refusal.reason}" for refusal in made.refused)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "row": entry.row,
        "number": entry.number,
        "subject": entry.subject,
        "criteria": entry.criteria,
        "category": entry.category.value,
        "frequency": entry.frequency,
        "dates": entry.dates,
        "lead": entry.lead,
        "comment": entry.comment,
        **entry.own,
        "due_on": entry.due_on and entry.due_on.isoformat(),
        "days": [day.isoformat() for day in entry.days],
        "completed_on": entry.completed_on and entry.completed_on.isoformat(),
        "timescale": timescale_as_json("\n".join(filter(None, (entry.frequency, entry.dates))), entry.timescale),
        "doubts": entry.doubts,
    }
