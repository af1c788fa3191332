"""What the programme's verbs mean, for timelines."""

SENTENCES: dict[str, str] = {
    "programme.added": "Programme begun",
    "entry.added": "Entry added",
    "entry.changed": "Entry changed",
    "entry.moved": "Status changed",
}
