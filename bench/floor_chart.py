"""The same line, dots, stripes and target as the product's small charts, by arithmetic and one string."""

from typing import Any

LEFT, TOP, BOTTOM, RIGHT = 7, 7, 79, 254.0
WIDE = 290
DRAWN = {
    "": "M{0:.1f} {3}a3.0 3.0 0 1 0 6.0 0a3.0 3.0 0 1 0 -6.0 0Z",
    "improvement": "M{1:.1f} {3}a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0Z",
    "concern": "M{2} {4:.1f}l5.1 5.1-5.1 5.1-5.1-5.1Z",
}


def spark(title: str, one: dict[str, Any]) -> str:
    readings, goal = one["readings"], one["target"]
    known = [value for _, value, _, _ in readings if value is not None]
    mean, lowest, highest = next(mark[:3] for mark in reversed(one["signal"]["marks"]) if mark[0] is not None)
    inside = [value for value in (mean, lowest, highest) if 0 <= value <= 100]
    low, high = min([*known, goal, *inside]), max([*known, goal, *inside])
    span = (high - low) or 1
    step = (RIGHT - 2 * LEFT) / max(len(readings) - 1, 1)
    line: list[list[str]] = []
    dots: dict[str, list[str]] = {"": [], "concern": [], "improvement": []}
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
        mark = one["signal"]["marks"][index][3]
        dots[mark].append(DRAWN[mark].format(x - 3, x - 4.2, x, y, y - 5.1))
    line.append(run)
    top, bottom = (
        round(BOTTOM - (limit - low) / span * (BOTTOM - TOP), 1) if 0 <= limit <= 100 else edge
        for limit, edge in ((highest, TOP), (lowest, BOTTOM))
    )
    begins, ends = max(round(LEFT - step / 2, 1), 0), min(round(LEFT + (len(readings) - 0.5) * step, 1), RIGHT)
    level = round(BOTTOM - (mean - low) / span * (BOTTOM - TOP), 1)
    path = "".join("M" + " ".join(part) for part in line if len(part) > 1)
    y = round(BOTTOM - (goal - low) / span * (BOTTOM - TOP), 1)
    first, last = readings[0][0][3:], readings[-1][0][3:]
    return (
        f'<svg class="spark" viewBox="0 0 {WIDE} 108" width="{WIDE}" height="108" role="img"><title>{title}</title>'
        f'<path class="c-band" d="M{begins} {top}H{ends}V{bottom}H{begins}Z"/>'
        f'<path class="c-mean" d="M{begins} {level}H{ends}"/>'
        f'<path class="c-target" stroke-dasharray="5 3" d="M3 {y}H{RIGHT}"/>'
        f'<text x="{RIGHT + 5}" y="{round(y + 4, 1)}">{goal:.1f}</text>'
        f'{"".join(stripes)}<path class="c-line" fill="none" d="{path}"/>'
        f"{_dots(dots)}"
        f'<text x="3" y="105">{first}</text><text x="{RIGHT}" y="105" text-anchor="end">{last}</text></svg>'
    )


def _dots(dots: dict[str, list[str]]) -> str:
    kinds = {"": "c-common", "improvement": "c-improve", "concern": "c-concern"}
    return "".join(f'<path class="{kinds[mark]}" d="{"".join(found)}"/>' for mark, found in dots.items() if found)


def _stripes(left: float, width: float) -> str:
    parts = []
    for start in range(TOP + 8, int(BOTTOM + width), 8):
        first, last = max(0.0, start - BOTTOM), min(width, start - TOP)
        if last > first:
            parts.append(f"M{left + first:.1f} {start - first:.1f}L{left + last:.1f} {start - last:.1f}")
    return f'<path class="c-stripes" d="{"".join(parts)}"/>'
