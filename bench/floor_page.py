"""The least one indicator's page can cost: the same figures by bare SQL, chart and tables by joining strings.

Like the dashboard's floor it asks nobody who may read what, escapes nothing, and knows one unit and one kind of period.
"""

import json
import re
from datetime import date, datetime
from typing import Any

from bench.floor import MARK_OF, MONTHS, RATED, SIGNED_IN, _quarter, _status, _text, ask

INDICATOR = """
    SELECT i.code, i.title, i.definition, i.numerator_words, i.denominator_words, a.name, t.value, t.tolerance
    FROM indicators_indicator i JOIN board_agency a ON a.id = i.supplier_id
    JOIN indicators_target t ON t.indicator_id = i.id WHERE i.id = %s
"""
FIGURES = """
    SELECT starts_on, numerator, denominator, commentary, published_at FROM indicators_publishedfigure
    WHERE indicator_id = %s AND superseded_at IS NULL ORDER BY starts_on
"""
KEPT = "SELECT analysis FROM indicators_keptseries WHERE indicator_id = %s AND NOT is_trusted"
ROWS_OF_A_PAGE = 12
ROW = re.compile(r'<th scope="row"[^>]*>([^<]*)</th>')
SIZES = ((860, None), (380, 12))
TOP, BOTTOM, LEFT, BESIDE = 16, 254, 44.0, 100


def indicator(pk: int) -> str:
    for sql in SIGNED_IN:
        ask(sql)
    ((code, title, definition, above, below, supplier, target, tolerance),) = ask(INDICATOR, pk)
    goal, allowed = float(target), float(tolerance)
    signal = json.loads(ask(KEPT, pk)[0][0])
    figures = [_figure(row, mark, goal, allowed) for row, mark in zip(ask(FIGURES, pk), signal["marks"], strict=True)]
    latest = figures[-1]
    charts = "".join(_chart(title, figures[-last:] if last else figures, goal, width) for width, last in SIZES)
    short = "".join(
        f'<tr><th scope="row">{one["label"]}</th>'
        f"<td>{_text(one['value'])}</td><td>{one['mean']}</td><td>{one['limits']}</td>"
        f"<td>{one['why'] or '—'}</td></tr>"
        for one in reversed(figures)
    )
    rows = "".join(map(_row, figures[: -ROWS_OF_A_PAGE - 1 : -1]))
    return (
        f'<main id="main"><p>Indicators / {code}</p><h1>{title}</h1><p>{_text(latest["value"])} in {latest["label"]}. '
        f"The target is {goal:.1f}%.</p><p>{signal['says']}</p><p>{signal['icon_words']} {signal['assurance_words']} "
        f'{_status(MARK_OF[latest["rating"]], RATED[latest["rating"]])}</p><figure class="chart">{charts}<details>'
        f"<table>{short}</table></details></figure><p>{latest['said']}</p><p>{supplier}</p>"
        f'<section id="figures"><h2>Figures</h2><table><tr><th>Period</th><th>{above}</th><th>{below}</th></tr>{rows}'
        f"</table></section><section><h2>Definition</h2><p>{definition}</p><p>{above} {below} {supplier}</p></section>"
        "</main>"
    )


def _figure(row: Any, mark: list[Any], goal: float, allowed: float) -> dict[str, Any]:
    starts_on, above, below, said, at = row
    small = 0 < above < 5 or 0 < below < 5 or 0 < below - above < 5
    value = None if small else round(100 * float(above) / float(below), 1)
    mean, lower, upper, special, why, *_others = mark
    rating = "none" if value is None else "met" if value >= goal else "near" if value >= goal - allowed else "not_met"
    return {
        "label": _quarter(starts_on),
        "value": value,
        "counts": ("hidden", "hidden") if small else (f"{above:.0f}", f"{below:.0f}"),
        "rating": rating,
        "lines": (mean, lower, upper),
        "mean": "" if mean is None else f"{mean:.1f}",
        "limits": "" if lower is None else f"{lower:.1f} to {upper:.1f}",
        "mark": special,
        "why": why,
        "said": "" if small else said,
        "at": at,
    }


def _row(one: dict[str, Any]) -> str:
    above, below = one["counts"]
    value = "<em>hidden</em>" if one["value"] is None else f"<b>{_text(one['value'])}</b>"
    rated = "Hidden" if one["value"] is None else RATED[one["rating"]]
    return (
        f'<tr><th scope="row">{one["label"]}</th><td>{above}</td><td>{below}</td><td>{value}</td><td>{one["mean"]}</td>'
        f"<td>{one['limits']}</td><td>{one['why'] or 'No significant change'}</td>"
        f"<td>{_status(MARK_OF[one['rating']], rated)}</td><td>{one['said'] or '—'}</td><td>{_day(one['at'])}</td></tr>"
    )


def _day(at: datetime | date) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def _chart(title: str, figures: list[dict[str, Any]], goal: float, width: int) -> str:
    step = (width - BESIDE - LEFT) / len(figures)
    high = max([100.0, goal, *(one["value"] or 0.0 for one in figures)])
    segments: list[list[str]] = [[]]
    points, labels, bands = [], [], []
    for n, one in enumerate(figures):
        x = round(LEFT + (n + 0.5) * step, 1)
        labels.append(f'<text x="{x}" y="271" text-anchor="middle">{one["label"][:2]}</text>')
        mean, lower, upper = one["lines"]
        if mean is not None:
            bands.append(f"M{round(x - step / 2, 1)} {_y(mean, high)}H{round(x + step / 2, 1)}")
            bands.append(f"M{x} {_y(lower, high)}V{_y(upper, high)}")
        if one["value"] is None:
            points.append(f'<rect x="{round(x - step / 3, 1)}" y="16" width="{round(step / 1.5, 1)}" height="238"/>')
            segments.append([])
            continue
        y = _y(one["value"], high)
        segments[-1].append(f"{x} {y}")
        points.append(
            f'<circle cx="{x}" cy="{y}" r="3.3">'
            f"<title>{one['label']}: {_text(one['value'])}. {one['why']}</title></circle>"
        )
    lines = "".join(f'<path d="M{" ".join(part)}"/>' for part in segments if len(part) > 1)
    return (
        f'<svg viewBox="0 0 {width} 300" role="img"><title>{title}</title><path d="{"".join(bands)}"/>'
        f'<path stroke-dasharray="7 4" d="M{LEFT} {_y(goal, high)}H{width - BESIDE}"/>'
        f"{lines}{''.join(points)}{''.join(labels)}</svg>"
    )


def _y(value: float, high: float) -> float:
    return round(BOTTOM - value / high * (BOTTOM - TOP), 1)


def said(html: str) -> dict[str, Any]:
    """What grows with its history: the figures of both tables, and the points of both drawings."""
    chart, _, table = html.partition('id="figures"')
    table = table.partition("</section>")[0]
    return {
        "short": ROW.findall(chart.partition("<details")[2].partition("</details>")[0]),
        "points": len(re.findall(r"<title>Q[1-4] [^<]*: [^<]*</title>", chart)),
        "periods": ROW.findall(table),
        "values": re.findall(r"<b>([0-9.]+%)</b>", table),
    }
