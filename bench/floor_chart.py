"""The same line, dots, stripes and target as the product's small charts, by arithmetic and one string."""

from typing import Any

LEFT, TOP, BOTTOM, RIGHT = 7, 7, 79, 254.0
WIDE = 290


def spark(title: str, one: dict[str, Any]) -> str:
    readings, goal = one["readings"], one["target"]
    known = [value for _, value, _, _ in readings if value is not None]
    low, high = min([*known, goal]), max([*known, goal])
    span = (high - low) or 1
    step = (RIGHT - 2 * LEFT) / max(len(readings) - 1, 1)
    line: list[list[str]] = []
    dots: list[str] = []
    stripes: list[str] = []
    run: list[str] = []
    for index, (_, value, _, _) in enumerate(readings):
        x = round(LEFT + index * step, 1)
        if value is None:
            stripes.append(_stripes(round(x - step * 0.3, 1), step * 0.6))
            line.append(run)
            run = []
            continue
        y = round(BOTTOM - (value - low) / span * (BOTTOM - TOP), 1)
        run.append(f"{x} {y}")
        dots.append(f"M{x - 3:.1f} {y}a3.0 3.0 0 1 0 6.0 0a3.0 3.0 0 1 0 -6.0 0Z")
    line.append(run)
    path = "".join("M" + " ".join(part) for part in line if len(part) > 1)
    y = round(BOTTOM - (goal - low) / span * (BOTTOM - TOP), 1)
    first, last = readings[0][0][3:], readings[-1][0][3:]
    return (
        f'<svg class="spark" viewBox="0 0 {WIDE} 108" width="{WIDE}" height="108" role="img"><title>{title}</title>'
        f'<path class="c-target" stroke-dasharray="5 3" d="M3 {y}H{RIGHT}"/>'
        f'<text x="{RIGHT + 5}" y="{round(y + 4, 1)}">{goal:.1f}</text>'
        f'{"".join(stripes)}<path class="c-line" fill="none" d="{path}"/><path class="c-common" d="{"".join(dots)}"/>'
        f'<text x="3" y="105">{first}</text><text x="{RIGHT}" y="105" text-anchor="end">{last}</text></svg>'
    )


def _stripes(left: float, width: float) -> str:
    parts = []
    for start in range(TOP + 8, int(BOTTOM + width), 8):
        first, last = max(0.0, start - BOTTOM), min(width, start - TOP)
        if last > first:
            parts.append(f"M{left + first:.1f} {start - first:.1f}L{left + last:.1f} {start - last:.1f}")
    return f'<path class="c-stripes" d="{"".join(parts)}"/>'
