"""Tools out of tables: which column is which, what each row asks, and which rows are refused and why."""

from audits.self_assessment.bringing_in.columns import INTRODUCTIONS, Column, recognise
from audits.self_assessment.bringing_in.preview import Asked, Part, Preview, preview

__all__ = ["INTRODUCTIONS", "Asked", "Column", "Part", "Preview", "preview", "recognise"]
