"""Exact numbers: rounding as people learnt it, and writing as the Board reads it."""

from decimal import ROUND_HALF_UP, Context, Decimal

# Room for the longest figure accepted, many times over: nothing is rounded by accident on the way.
EXACT = Context(prec=120)

MINUS = "\N{MINUS SIGN}"


def round_half_up(value: Decimal | int, places: int = 0) -> Decimal:
    """Round halves away from nought, as published statistics do (Python's own rounding goes to the even digit)."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=EXACT)
    return rounded if rounded else rounded.copy_abs()


def write_number(value: Decimal | int, places: int = 0) -> str:
    """1204 as "1,204", with the decimals asked for and a true minus sign."""
    return f"{round_half_up(value, places):,f}".replace("-", MINUS)
