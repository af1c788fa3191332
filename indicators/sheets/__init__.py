"""A return as a sheet: written with its rows and last periods, read back cell by cell."""

from indicators.sheets.reading import BOXES, Line, SheetError, lines_in

__all__ = ["BOXES", "Line", "SheetError", "lines_in"]
