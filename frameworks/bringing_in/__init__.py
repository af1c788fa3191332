"""Frameworks out of tables: which column is which, what each row makes, and which rows are refused and why."""

from frameworks.bringing_in.columns import Column, recognise
from frameworks.bringing_in.preview import Activity, Preview, Section, Standard, preview

__all__ = ["Activity", "Column", "Preview", "Section", "Standard", "preview", "recognise"]
