"""A framework as the tables it came from: what is taken out may be brought in again as the same."""

from frameworks.taking_out.layout import written

__all__ = ["written"]
