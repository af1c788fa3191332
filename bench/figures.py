"""Dashboard and indicator page of a Board of twenty quarters, and of ten times as many: ``python -m bench.figures``."""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from bench import homes
from bench.results import Results
from bench.table import SIGN_IN, Line, written

QUARTERS = 20
SCALES = (1, 10)


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench --figures")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    parser.add_argument("--repeats", type=int, default=25)
    parser.add_argument("--here", type=int, metavar="TIMES", help="measure the Board that is there, in this process")
    wanted = parser.parse_args()
    if wanted.here:
        sys.stdout.write(json.dumps(asdict(_measured(wanted.here, wanted.repeats))))
        return
    results = [_built(wanted.folder, times, wanted.repeats) for times in SCALES]
    lines = lines_of(results)
    print(written(results[0], lines, is_markdown=False))
    if wanted.markdown:
        wanted.markdown.write_text(written(results[0], lines, is_markdown=True), encoding="utf-8")


def _built(folder: Path, times: int, repeats: int) -> Results:
    quarters = QUARTERS * times
    print(f"Measuring with {quarters} quarters", file=sys.stderr)
    environment = os.environ | homes.prepare(folder, f"q{quarters}")
    subprocess.run([sys.executable, "-m", "bench.build", str(quarters)], env=environment, check=True)
    command = [sys.executable, "-m", "bench.figures", str(folder), "--here", str(times), "--repeats", str(repeats)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"It could not be measured with {quarters} quarters.")
    return Results(**json.loads(done.stdout))


def _measured(times: int, repeats: int) -> Results:
    import django

    django.setup()
    from django.db import connection
    from django.urls import reverse
    from django.utils import timezone

    from bench import floor, floor_page, machine
    from bench.timing import Work, counted_queries, cpu_of
    from bench.web import Browser, CannotMeasure
    from indicators.models import Indicator
    from lscb.core.models import User
    from lscb.wsgi import application

    member = Browser(application, User.objects.get(email="board_member@bench.example"))
    today, pk = timezone.localdate(), Indicator.objects.earliest("pk").pk
    works: dict[str, Work] = {
        "dashboard": lambda: member.get(reverse("reports:dashboard")),
        "dashboard floor": lambda: floor.dashboard(today),
        "indicator": lambda: member.get(reverse("reports:indicator", args=[pk])),
        "indicator floor": lambda: floor_page.indicator(pk),
    }
    if floor.said(works["dashboard"]().decode()) != floor.said(works["dashboard floor"]()):
        raise CannotMeasure("The dashboard and its floor do not say the same.")
    if floor_page.said(works["indicator"]().decode()) != floor_page.said(works["indicator floor"]()):
        raise CannotMeasure("The indicator's page and its floor do not say the same.")
    results = Results(times, connection.vendor, machine.described())
    results.cpu = cpu_of(works, repeats=repeats)
    for name, work in works.items():
        with counted_queries() as statements:
            work()
        results.queries[name] = len(statements)
    return results


def lines_of(results: list[Results]) -> list[Line]:
    first, *others = results
    lines = [_against_floor(one, name) for name in ("dashboard", "indicator") for one in results]
    return lines + [_against_first(one, first, name) for name in ("dashboard", "indicator") for one in others]


def _against_floor(one: Results, name: str) -> Line:
    """The dashboard's budget is a ratio; that of an indicator's page, mostly one page like others, is a time."""
    bare, ours = one.cpu[f"{name} floor"], one.cpu[name]
    queries, ratio = one.queries[name] - SIGN_IN, ours / bare
    is_dashboard, is_first = name == "dashboard", one.history == 1
    if is_dashboard:
        budget, is_met = "8 queries, 3× floor", queries <= 8 and ratio <= 3
    else:
        budget = "12 queries, 60 ms" if is_first else "12 queries"
        is_met = queries <= 12 and (ours <= 60 or not is_first)
    return Line(
        f"{TITLES[name]}, against {bare:.1f} ms of floor",
        f"{QUARTERS * one.history} quarters",
        f"{queries} + {SIGN_IN}",
        f"{ours:.1f}",
        f"{ratio:.2f}",
        budget,
        is_met,
    )


def _against_first(one: Results, first: Results, name: str) -> Line:
    """A dashboard shows as much whatever the history; an indicator's page shows all of it, and its floor grows too."""
    is_same, ratio = one.queries[name] == first.queries[name], one.cpu[name] / first.cpu[name]
    is_within = ratio <= 1.2 or name == "indicator"
    return Line(
        f"{TITLES[name]}, against {QUARTERS} quarters",
        f"{QUARTERS * one.history} quarters",
        "same" if is_same else "more",
        ratio=f"{ratio:.2f}",
        budget="same queries, 1.2×" if name == "dashboard" else "same queries",
        is_met=is_same and is_within,
    )


TITLES = {"dashboard": "Dashboard", "indicator": "Indicator with all its history"}

if __name__ == "__main__":
    main()
