"""A programme out of a table: which column is which, what each row makes, and which rows are refused and why."""

from audits.programme.bringing_in.columns import Column, recognise
from audits.programme.bringing_in.dating import year_named
from audits.programme.bringing_in.preview import Entry, Preview, preview
from audits.programme.bringing_in.telling import as_json, as_lines

__all__ = ["Column", "Entry", "Preview", "as_json", "as_lines", "preview", "recognise", "year_named"]
