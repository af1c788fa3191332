"""What the frameworks' verbs mean, for timelines."""

SENTENCES: dict[str, str] = {
    "framework.added": "Framework begun",
    "framework.brought_in": "Brought in from a table",
    "framework.changed": "Particulars changed",
    "framework.moved": "Status changed",
    "framework.part_added": "Part added",
    "framework.part_changed": "Wording changed",
    "framework.part_removed": "Part taken out",
    "framework.part_moved": "Order changed",
    "bringing_in.begun": "A table read",
    "bringing_in.saved": "Brought in",
    "bringing_in.undone": "Taken back",
    "bringing_in.discarded": "Thrown away",
    "activity.completed": "Recorded as done",
    "activity.completion_withdrawn": "A record withdrawn",
    "activity.rescheduled": "Timescale changed",
    "activity.handed": "Lead changed",
}
