"""How much of anything a file may hold. Above what people's papers and spreadsheets need, far below what hurts."""

MEGABYTE = 1024**2

LARGEST = 20 * MEGABYTE
LONGEST_NAME = 150

# Inside a Word or Excel file, which is a packed folder.
MOST_ENTRIES = 2_000
MOST_UNPACKED = 60 * MEGABYTE
# Real spreadsheets pack to a twentieth or so; a bomb to a thousandth. Asked only of what is large once unpacked.
MOST_RATIO = 200
RATIO_FROM = 5 * MEGABYTE
DEEPEST_MARKUP = 100
MOST_ELEMENTS = 2_000_000

# Of a sheet's cells that hold something.
LAST_ROW, LAST_COLUMN = 100_000, 1_000
MOST_CELLS = 500_000

MOST_PIXELS = 50_000_000
