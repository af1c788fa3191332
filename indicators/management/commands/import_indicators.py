"""Indicators out of a file: ``manage.py import_indicators FILE [--json] [--commit]``."""

from pathlib import Path
from typing import Any

from frameworks.management.importing import ImportCommand
from frameworks.models import BringingIn


class Command(ImportCommand):
    help = (
        "Read a list of indicators from a Word, Excel or CSV file and print what each row would make. "
        "With --commit they are saved, proposed unless the file says otherwise."
    )
    kind_name = "indicators"

    def stored(self, path: Path, **options: Any) -> BringingIn:
        stored = super().stored(path, **options)
        stored.title = path.stem[:200]
        return stored

    def saved_words(self, saved: dict[str, Any]) -> str:
        return f"Saved: {len(saved['indicators'])} indicators."
