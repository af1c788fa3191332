"""A load run as a table: how many asked, how long they waited, what went wrong."""

from collections import Counter
from statistics import median, quantiles

from bench.visitor import Ledger


def of(ledger: Ledger, differences: list[str]) -> str:
    lines = [f"{'what':<28}{'asked':>7}{'median ms':>11}{'p95 ms':>9}{'longest':>9}{'errors':>8}"]
    for kind, taken in ledger.seconds.items():
        ms = [1000 * one for one in taken]
        p95 = quantiles(ms, n=20)[-1] if len(ms) > 1 else ms[0]
        errors = len(ledger.wrong[kind])
        lines.append(f"{kind:<28}{len(ms):>7}{median(ms):>11.0f}{p95:>9.0f}{max(ms):>9.0f}{errors:>8}")
    wrong = Counter(f"{kind}: {what}" for kind, found in ledger.wrong.items() for what in found)
    lines += ["", *(f"{count} × {what}" for what, count in wrong.most_common(10))]
    lines.append(
        f"Acknowledged: {len(ledger.saved)} saves, {len(ledger.answered)} answers, {len(ledger.submitted)} submissions."
    )
    lines += differences or ["Each is in the database and the log once, and nothing else is shown as submitted."]
    return "\n".join(lines)
