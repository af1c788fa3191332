"""What the packs' verbs mean, for timelines."""

SENTENCES: dict[str, str] = {
    "pack.begun": "Pack begun",
    "pack.changed": "Pack changed",
    "pack.asked_for": "PDF asked for",
    "pack.made": "PDF made",
}
