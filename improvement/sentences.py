"""What the verbs of improvement mean, for timelines."""

SENTENCES: dict[str, str] = {
    "action.made": "Action undertaken",
    "action.changed": "Action changed",
    "action.moved": "Status changed",
}
