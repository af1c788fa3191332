"""Tools out of tables: which column is which, what each row asks, and which rows are refused and why."""

from audits.self_assessment.bringing_in.columns import INTRODUCTIONS, Column, recognise
from audits.self_assessment.bringing_in.preview import NONE_YET, Asked, Part, Preview, preview

__all__ = ["INTRODUCTIONS", "NONE_YET", "Asked", "Column", "Part", "Preview", "preview", "recognise"]
