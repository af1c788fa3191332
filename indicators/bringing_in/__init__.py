"""Libraries out of tables: which column is which, what each row makes, and which rows are refused and why."""

from indicators.bringing_in.columns import COLUMNS, recognise
from indicators.bringing_in.preview import Known, LibraryPreview, Proposed, preview

__all__ = ["COLUMNS", "Known", "LibraryPreview", "Proposed", "preview", "recognise"]
