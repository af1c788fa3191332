"""The results as rows beside their budgets, for a terminal and for ``docs/performance.md``."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bench.results import Results

# Session, person and roles: read for whatever page.
SIGN_IN = 3
HEADER = ("what", "history", "queries", "CPU ms", "ratio", "budget", "")


@dataclass(frozen=True)
class Line:
    """One measurement; ``is_met`` is None where no budget is set."""

    what: str
    history: str = ""
    queries: str = ""
    cpu: str = ""
    ratio: str = ""
    budget: str = ""
    is_met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        verdict = "" if self.is_met is None else "met" if self.is_met else "MISSED"
        return self.what, self.history, self.queries, self.cpu, self.ratio, self.budget, verdict


def lines_of(results: list[Results]) -> list[Line]:
    first = results[0]
    makers: list[Callable[[Results, Results], Line]] = [
        _dashboard,
        _against_less_history,
        _form,
        _autosave,
        _questions,
        _answer,
        _indicator,
    ]
    lines = [
        make(one, first) for make in makers for one in results if not (make is _against_less_history and one is first)
    ]
    return [*lines, *_first_visit(results), *_lists(results), *_server(first), *_pack(first)]


def _dashboard(one: Results, first: Results) -> Line:
    queries, ratio = one.queries["dashboard"] - SIGN_IN, one.cpu["dashboard"] / one.cpu["floor"]
    return Line(
        f"Dashboard, against {one.cpu['floor']:.1f} ms of floor",
        f"{one.history}×",
        f"{queries} + {SIGN_IN}",
        f"{one.cpu['dashboard']:.1f}",
        f"{ratio:.2f}",
        "8 queries, 3× floor",
        queries <= 8 and ratio <= 3,
    )


def _against_less_history(one: Results, first: Results) -> Line:
    ratio = one.cpu["dashboard"] / first.cpu["dashboard"]
    is_same = one.queries["dashboard"] == first.queries["dashboard"]
    return Line(
        "Dashboard, against 1× history",
        f"{one.history}×",
        "same" if is_same else "more",
        ratio=f"{ratio:.2f}",
        budget="same queries, 1.2×" if one.history == 10 else "",
        is_met=is_same and ratio <= 1.2 if one.history == 10 else None,
    )


def _form(one: Results, first: Results) -> Line:
    return _plain(one, "form", "Return form of 60 rows", queries=12, milliseconds=60)


def _autosave(one: Results, first: Results) -> Line:
    what = f"One answer saving itself ({one.log_lines} line in the log for all)"
    return _plain(one, "autosave", what, queries=8, milliseconds=15, also=one.log_lines == 1)


def _questions(one: Results, first: Results) -> Line:
    return _beside_floor(one, "questions", "Self-assessment, a page of 60 questions", queries=12, milliseconds=60)


def _answer(one: Results, first: Results) -> Line:
    return _beside_floor(one, "answer", "One answer of it saving itself", queries=8, milliseconds=15)


def _beside_floor(one: Results, name: str, what: str, *, queries: int, milliseconds: int) -> Line:
    bare = one.cpu[f"{name} floor"]
    line = _plain(one, name, f"{what}, against {bare:.1f} ms of floor", queries=queries, milliseconds=milliseconds)
    counted = f"{one.queries[name]}, floor {one.queries[f'{name} floor']}"
    return replace(line, queries=counted, ratio=f"{one.cpu[name] / bare:.2f}")


def _indicator(one: Results, first: Results) -> Line:
    return Line(
        "Indicator with all its history",
        f"{one.history}×",
        str(one.queries["indicator"]),
        f"{one.cpu['indicator']:.1f}",
    )


def _plain(one: Results, name: str, what: str, *, queries: int, milliseconds: int, also: bool = True) -> Line:
    return Line(
        what,
        f"{one.history}×",
        str(one.queries[name]),
        f"{one.cpu[name]:.1f}",
        budget=f"{queries} queries, {milliseconds} ms",
        is_met=one.queries[name] <= queries and one.cpu[name] <= milliseconds and also,
    )


def _first_visit(results: list[Results]) -> list[Line]:
    what = "Dashboard, the first page of a fresh process"
    return [Line(what, f"{one.history}×", cpu=f"{one.cpu['first dashboard']:.0f}") for one in results]


def _lists(results: list[Results]) -> list[Line]:
    lines = []
    for name in results[0].lists:
        counts = [one.lists[name] for one in results]
        is_flat = len(set(counts)) == 1
        told = str(counts[0]) if is_flat else ", ".join(map(str, counts))
        scales = f"{results[0].history}–{results[-1].history}×"
        lines.append(
            Line(f"List: {name}", scales, told, budget="10 queries, flat", is_met=is_flat and max(counts) <= 10)
        )
    return lines


def _server(one: Results) -> list[Line]:
    server = one.server
    memory = (
        f"Web worker, of three: {server['fresh']:.0f} MB when fresh, {server['busy']:.0f} MB after "
        f"{server['visits']:.0f} pages ({server['resident']:.0f} MB with what all of them hold together)"
    )
    replaced = f"Web worker killed, the next one's first answer after {server['replaced']:.2f} s"
    return [
        Line(memory, budget="100 MB", is_met=server["busy"] < 100),
        Line(replaced, budget="1 s", is_met=server["replaced"] < 1),
        Line(f"Web server started from nothing, first answer after {server['start']:.2f} s"),
    ]


def _pack(one: Results) -> list[Line]:
    pack = one.pack
    ratio = pack["ours"] / pack["alone"]
    what = f"Board pack, {pack['pages']:.0f} pages, {pack['charts']:.0f} charts, against WeasyPrint alone"
    return [Line(what, cpu=f"{1000 * pack['ours']:.0f}", ratio=f"{ratio:.2f}", budget="1.3×", is_met=ratio <= 1.3)]


def as_text(results: list[Results]) -> str:
    return written(results[0], lines_of(results), is_markdown=False)


def as_markdown(results: list[Results]) -> str:
    return written(results[0], lines_of(results), is_markdown=True)


def written(first: Results, lines: list[Line], *, is_markdown: bool) -> str:
    rows = [HEADER, *(line.cells for line in lines)]
    if is_markdown:
        rows.insert(1, ("---",) * len(HEADER))
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    else:
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
        table = "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
        )
    return f"{_described(first)}\n\n{table}\n\n{_judged(lines)}" + "\n" * is_markdown


def _described(first: Results) -> str:
    machine = ", ".join(f"{name} {value}" if name[0].isupper() or name == "gunicorn" or name == "weasyprint"
                        else f"{value} {name}" for name, value in first.machine.items())  # fmt: skip
    return f"Measured on {datetime.now(UTC):%-d %B %Y} on a machine with {machine}."


def _judged(lines: list[Line]) -> str:
    judged = [line for line in lines if line.is_met is not None]
    missed = [f"{line.what}, {line.history}" if line.history else line.what for line in judged if not line.is_met]
    if not missed:
        return f"All {len(judged)} budgets are met."
    return f"{len(judged) - len(missed)} of {len(judged)} budgets are met. Missed: {'; '.join(missed)}."
