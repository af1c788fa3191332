"""The least a dashboard can cost: the same figures by bare SQL, the same page by joining strings.

It asks nobody who may read what, escapes nothing, knows one unit and one kind of period, and is no way to write a
product. ``words_of`` its page are those of the product's, or nothing is measured.
"""

import json
import re
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.floor_chart import spark

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARKS = {
    "good": '<circle cx="6" cy="6" r="5.2" fill="currentColor"/>',
    "part": '<path d="M6 .4 11.6 6 6 11.6 .4 6Z" fill="none" stroke="currentColor" stroke-width="1.3"/>',
    "poor": '<path d="M6 .6 11.8 11H.2Z" fill="currentColor"/>',
    "none": '<path d="M1.5 6h9" stroke="currentColor" stroke-width="1.6"/>',
}
RATED = {"not_met": "Target not met", "near": "Within tolerance", "met": "Target met", "none": "No rating"}
MARK_OF = {"not_met": "poor", "near": "part", "met": "good", "none": "none"}
CLAUSES = {"met": "target {} met", "near": "within tolerance of the target of {}", "not_met": "target {} not met"}
BRACKETS = {"met": "target met", "near": "within tolerance", "not_met": "target not met"}
NEEDS = {
    "concern": "Special cause of concern",
    "target": "Target consistently missed",
    "missed": "Target not met this time",
    "improving": "Improving",
    "steady": "No change that needs the Board’s eye",
}
FIGURES = """
    SELECT i.id, i.title, a.id, a.name, t.value, t.tolerance, p.starts_on, p.numerator, p.denominator, p.published_at
    FROM indicators_indicator i
    JOIN board_agency a ON a.id = i.supplier_id
    JOIN indicators_target t ON t.indicator_id = i.id
    JOIN indicators_publishedfigure p ON p.indicator_id = i.id AND p.superseded_at IS NULL AND p.starts_on >= %s
    WHERE i.status = 'agreed'
    ORDER BY i.id, p.starts_on
"""
# Limits are stored when figures change; the least that can be done with them is to read them.
KEPT = "SELECT indicator_id, content FROM indicators_keptseries WHERE NOT is_trusted"
PRIORITIES = """
    SELECT l.indicator_id, p.id, p.title FROM indicators_indicator_priorities l
    JOIN board_priority p ON p.id = l.priority_id ORDER BY p.number
"""
RETURNS = """
    SELECT a.name, p.starts_on, d.name, p.due_on, r.first_submitted_on, r.status, COUNT(f.id),
           SUM(CASE WHEN f.state <> 'not_supplied' OR f.missing_reason <> '' THEN 1 ELSE 0 END)
    FROM indicators_indicatorreturn r
    JOIN indicators_period p ON p.id = r.period_id
    JOIN indicators_dataset d ON d.id = p.data_set_id
    JOIN board_agency a ON a.id = r.agency_id
    JOIN indicators_figure f ON f.indicator_return_id = r.id
    WHERE p.due_on > %s OR (p.closed_at IS NULL AND r.first_submitted_on IS NULL)
    GROUP BY r.id, a.name, p.starts_on, d.name, p.due_on, r.first_submitted_on, r.status
    ORDER BY a.name, p.due_on, d.name
"""
PROGRAMME = "SELECT id, number, subject, status, due_on FROM programme_programmeentry ORDER BY number"
MEETINGS = """
    SELECT m.id, g.name, m.held_on, m.starts_at, m.place FROM board_meeting m JOIN board_group g ON g.id = m.group_id
    ORDER BY m.held_on
"""
SIGNED_IN = (
    "SELECT session_data FROM core_browsersession LIMIT 1",
    "SELECT name FROM core_user WHERE id = 1",
    "SELECT role FROM board_roleappointment WHERE person_id = 1",
    "SELECT name, term, small_number_threshold FROM board_board",
    "SELECT day FROM board_extraholiday",
)


def ask(sql: str, *params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def dashboard(today: date) -> str:
    for sql in SIGNED_IN:
        ask(sql)
    meetings = ask(MEETINGS)
    last = max(day for _, _, day, _, _ in meetings if day < today)
    since = timezone.make_aware(datetime.combine(last, time.max)).astimezone(UTC)
    if connection.vendor == "sqlite":  # which, asked barely, names no zone
        since = since.replace(tzinfo=None)
    indicators = _indicators(today)
    returns = ask(RETURNS, today - timedelta(days=365))
    entries = ask(PROGRAMME)
    upcoming = [row for row in meetings if row[2] >= today]
    parts = [
        _head(indicators, entries, upcoming[0], today),
        _key_figures(indicators, returns, entries, last, since, today),
        _changes(indicators, last, since),
        *_multiples(indicators, ask(PRIORITIES)),
        _programme(entries, today),
        _returns(returns, today),
        _meetings(upcoming),
    ]
    return f'<main id="main">{"".join(parts)}</main>'


def _indicators(today: date) -> list[dict[str, Any]]:
    """Each with its readings, worked out, hidden where small, rated."""
    found: dict[int, dict[str, Any]] = {}
    for pk, title, supplier, agency, target, tolerance, starts_on, above, below, at in ask(
        FIGURES, today - timedelta(days=366 * 4)
    ):
        one = found.get(pk)
        if one is None:
            one = found[pk] = {"id": pk, "title": title, "supplier": (supplier, agency), "readings": []}
            goal, allowed = float(target), float(tolerance)
            one["target"] = goal
        small = 0 < above < 5 or 0 < below < 5 or 0 < below - above < 5
        value = None if small else round(100 * float(above) / float(below), 1)
        rating = (
            "none" if value is None else "met" if value >= goal else "near" if value >= goal - allowed else "not_met"
        )
        one["readings"].append((_quarter(starts_on), value, rating, at))
    for one in found.values():
        one["rating"] = one["readings"][-1][2]
    for pk, content in ask(KEPT):
        if pk in found:
            found[pk]["signal"] = json.loads(content)["signal"]
    return list(found.values())


def _quarter(starts_on: date) -> str:
    year = starts_on.year - (starts_on.month < 4)
    return f"Q{(starts_on.month - 4) % 12 // 3 + 1} {year}–{(year + 1) % 100:02}"


def _status(mark: str, words: str) -> str:
    return f'<span class="st st--{mark}"><svg viewBox="0 0 12 12">{MARKS[mark]}</svg>{words}</span>'


def _text(value: float | None) -> str:
    return "hidden" if value is None else f"{value:.1f}%"


def _head(indicators: list[Any], entries: list[Any], meeting: Any, today: date) -> str:
    missed, near, met = (sum(one["rating"] == rating for one in indicators) for rating in ("not_met", "near", "met"))
    pk, _, held_on, starts_at, place = meeting
    days = sum((today + timedelta(days=n)).weekday() < 5 for n in range(1, (held_on - today).days + 1))
    steps = [(held_on, f'<a href="/board/meetings/{pk}/">Board, {starts_at:%H:%M}, {place}</a>')]
    late = len(_late(entries, today))
    return (
        f"<h1>Before the Board meets on {held_on:%A} {held_on.day} {held_on:%B %Y}</h1>"
        f"<p>{missed} indicators miss their target, {near} are within tolerance and {met} meet it. {late} audits are "
        f"late.</p><h2>{days} working days to go</h2>"
        + "".join(f"<li><time>{day.day} {MONTHS[day.month - 1]}</time><span>{what}</span></li>" for day, what in steps)
    )


def _late(entries: list[Any], today: date) -> list[Any]:
    return [row for row in entries if row[3] in ("planned", "under_way") and row[4] and row[4] < today]


def _key_figures(
    indicators: list[Any], returns: list[Any], entries: list[Any], last: date, since: datetime, today: date
) -> str:
    missed, near = (sum(one["rating"] == rating for one in indicators) for rating in ("not_met", "near"))
    rated = sum(one["rating"] != "none" for one in indicators)
    new = [one for one in indicators if one["readings"][-1][3] > since]
    crossed = sum(_has_crossed(one) for one in new)
    late = [row for row in returns if row[4] is None and row[3] < today]
    asked = [row for row in returns if row[3] > last and (row[4] or row[3] < today)]
    on_time = sum(row[4] is not None and row[4] <= row[3] for row in asked)
    lines = [
        f"{missed} targets not met of {rated} rated; {near} within tolerance",
        f"{crossed} targets crossed among {len(new)} new figures",
        f"{len(late)} returns late none is waited for past its date",
        f"{len(_late(entries, today))} audits late of {len(entries)} in the year’s programme",
        f"{on_time} of {len(asked)} returns on time due since {last.day} {last:%B %Y}",
    ]
    return f'<ul class="kpis">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def _has_crossed(one: dict[str, Any]) -> bool:
    if len(one["readings"]) < 2:
        return False
    before, now = one["readings"][-2][2], one["readings"][-1][2]
    return before != now and "none" not in (before, now)


def _changes(indicators: list[Any], last: date, since: datetime) -> str:
    new = [one for one in indicators if one["readings"][-1][3] > since]
    crossed = [one for one in new if _has_crossed(one)]
    order = ["met", "near", "not_met"]
    crossed.sort(key=lambda one: order.index(one["readings"][-1][2]) < order.index(one["readings"][-2][2]))
    quiet = [one for one in new if not _has_crossed(one)]
    out = [f'<section id="changed"><h2>What changed</h2><p>Since the last meeting on {last.day} {last:%B %Y}.</p>']
    out += [_crossing(one) for one in crossed]
    out.append("<h3>New figures that crossed no target</h3>")
    out.append("<table><caption>New figures that crossed no target</caption>")
    for one in quiet[:8]:
        (then, before, _, _), (now, value, _, _) = [("", None, "", since), *one["readings"]][-2:]
        out.append(
            f'<tr><th><a href="/figures/{one["id"]}/">{one["title"]}</a></th><td>{_text(value)}</td><td>{now}</td>'
            f"<td>{_text(before)}</td><td>{then}</td></tr>"
        )
    out.append(f"</table><p>Show {len(quiet) - 8} more new figures</p></section>")
    return "".join(out)


def _crossing(one: dict[str, Any]) -> str:
    (then, before, was, _), (now, value, rating, at) = one["readings"][-2:]
    clause = CLAUSES[rating].format(_text(one["target"]))
    return (
        f'<li>{_status(MARK_OF[rating], RATED[rating])}<p><a href="/figures/{one["id"]}/">{one["title"]}</a>: '
        f"{_text(value)} in {now}, {clause}; {_text(before)} in {then} ({BRACKETS[was]}) when the Board last met.</p>"
        f"<time>{at.day} {MONTHS[at.month - 1]}</time></li>"
    )


def _multiples(indicators: list[Any], linked: list[Any]) -> list[str]:
    out = ['<section id="indicators"><h2>Indicators</h2>', _choices(indicators, linked)]
    for need, words in NEEDS.items():
        group = [one for one in indicators if _need(one) == need]
        if group:
            out.append(f"<details><summary><h3>{words} <span>{len(group)}</span></h3></summary>")
            out += map(_multiple, group)
            out.append("</details>")
    out.append("</section>")
    return out


def _need(one: dict[str, Any]) -> str:
    """Every figure of the bench has come, and something is said of each."""
    signal = one["signal"]
    if signal["variation"] == "concern":
        return "concern"
    if signal["assurance"] == "fail":
        return "target"
    if one["rating"] == "not_met":
        return "missed"
    return "improving" if signal["variation"] == "improvement" else "steady"


def _choices(indicators: list[Any], linked: list[Any]) -> str:
    aims: dict[int, str] = {pk: title for _, pk, title in linked}
    agencies = sorted({one["supplier"] for one in indicators}, key=lambda supplier: supplier[1])
    lists: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    lists["agency"] += agencies
    lists["priority"] += aims.items()
    lists["need"] += NEEDS.items()
    lists["rating"] += RATED.items()
    return "".join(
        f'<select name="{name}">{"".join(f"<option value={pk}>{words}</option>" for pk, words in choices)}</select>'
        for name, choices in lists.items()
    )


def _multiple(one: dict[str, Any]) -> str:
    label, value, rating, _ = one["readings"][-1]
    words = "Hidden" if value is None else RATED[rating]
    return (
        f'<article class="sm"><h4><a href="/figures/{one["id"]}/">{one["title"]}</a></h4>'
        f'<p class="sm__now"><b>{_text(value)}</b><span>{label}</span></p>'
        f"{spark(_sentence(one), one)}"
        f'<div class="icons"><span class="vi">{one["signal"]["icon_words"]}</span>'
        f'<span class="vi">{one["signal"]["assurance_words"]}</span>'
        f"{_status(MARK_OF[rating], words)}</div></article>"
    )


def _sentence(one: dict[str, Any]) -> str:
    readings = one["readings"]
    known = [value for _, value, _, _ in readings if value is not None]
    hidden = len(readings) - len(known)
    (now, value, _, _), *earlier = [row for row in reversed(readings) if row[1] is not None]
    return (
        f"{one['title']}, {readings[0][0]} to {readings[-1][0]}. Latest {value:.1f}%, {now}"
        + (f"; before that {earlier[0][1]:.1f}%, {earlier[0][0]}" if earlier else "")
        + f". From {min(known):.1f}% to {max(known):.1f}% in {len(known)} figures. Target {one['target']:.1f}%."
        + f" {one['signal']['says']}"
        + (f" {hidden} figures hidden." if hidden else "")
    )


def _programme(entries: list[Any], today: date) -> str:
    late = _late(entries, today)
    rows = "".join(
        f'<tr><th><a href="/programme/entries/{pk}/">{number}. {subject}</a></th><td>—</td>'
        f"<td>{due.day} {MONTHS[due.month - 1]} {due.year}</td><td>{(today - due).days} days late</td></tr>"
        for pk, number, subject, _, due in late
    )
    counts = f"Late {len(late)} Planned {len(entries) - len(late)}"
    return f"<section><h2>Audit programme</h2>{counts}<table>{rows}</table></section>"


def _returns(returns: list[Any], today: date) -> str:
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    latest: dict[str, date] = {}
    for agency, _, data_set, due, came, *_ in returns:
        if came or due < today:
            tally[agency][0] += came is not None and came <= due
            tally[agency][1] += 1
        if due < today:
            latest[data_set] = max(due, latest.get(data_set, due))
    rows = []
    for agency, starts_on, data_set, due, came, _status_of, asked, answered in returns:
        if came is not None and due < latest.get(data_set, due):
            continue
        in_time, counted = tally[agency]
        mark = _status("good", "Accepted") if came else _status("none", "Not handed in yet")
        received = "On the day" if came else f"due {due.day} {MONTHS[due.month - 1]} {due.year}"
        done = answered if came else 0
        rows.append(
            f"<tr><th>{agency}</th><td>{_quarter(starts_on)}<small>{data_set}</small></td>"
            f'<td>{done} of {asked}<svg viewBox="0 0 100 8"><rect width="{100 * done // asked}"/></svg></td>'
            f"<td>{mark}</td><td>{received}</td><td>{in_time} of {counted}</td></tr>"
        )
    return f'<section id="returns"><h2>Returns</h2><table>{"".join(rows)}</table></section>'


def _meetings(upcoming: list[Any]) -> str:
    rows = "".join(
        f'<tr><th><a href="/board/meetings/{pk}/">{group}</a></th><td>{day:%A} {day.day} {day:%B %Y}</td>'
        f"<td>{at:%H:%M}</td><td>{place}</td></tr>"
        for pk, group, day, at, place in upcoming
    )
    return f"<section><h2>Next meetings</h2><table>{rows}</table></section>"


# Whether it is the same page


def said(html: str) -> dict[str, list[str]]:
    """What the parts that grow with the Board say: multiples with their lines and dots, returns, changes."""
    changed = html.partition('id="changed"')[2].partition("</section>")[0]
    returns = html.partition('id="returns"')[2].partition("</section>")[0]
    return {
        "multiples": sorted(map(_words, re.findall(r'<article class="sm">(.*?)</article>', html, re.DOTALL))),
        "lines": sorted(re.findall(r'<path class="c-line"[^>]* d="([^"]*)"', html)),
        "dots": sorted(re.findall(r'<path class="c-(?:common|concern|improve)"[^>]* d="([^"]*)"', html)),
        "bands": sorted(re.findall(r'<path class="c-band"[^>]* d="([^"]*)"', html)),
        "changes": sorted(map(_words, re.findall(r"<p>(<a .*?)</p>|<th[^>]*>(<a .*?)</tr>", changed, re.DOTALL))),
        "returns": [_words(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", returns, re.DOTALL) if "<td" in row],
    }


def _words(html: str | tuple[str, ...]) -> str:
    whole = html if isinstance(html, str) else "".join(html)
    visible = re.sub(r"<title>.*?</title>", "", whole, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", visible).split())
