"""What was measured at one scale, as plain values."""

from dataclasses import dataclass, field

# Of the Board that the budgets are set for; ``history`` counts how many times as many there are.
QUARTERS = 8


@dataclass
class Results:
    history: int
    engine: str
    machine: dict[str, str]
    queries: dict[str, int] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)
    # Of the pack: seconds of ours and of WeasyPrint alone, pages and charts.
    pack: dict[str, float] = field(default_factory=dict)
    # Of gunicorn's workers: megabytes, and seconds until one first answers.
    server: dict[str, float] = field(default_factory=dict)
    log_lines: int = 0
