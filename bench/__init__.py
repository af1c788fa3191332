"""Measures the product against its budgets: ``script/bench``. No part of the product imports it."""
