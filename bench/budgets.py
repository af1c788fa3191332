"""Everything measured, one scale after another, as a table: ``python -m bench.budgets FOLDER [--markdown FILE]``."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from bench import homes, table
from bench.results import QUARTERS, Results

SCALES = (1, 10, 100)


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    parser.add_argument("--repeats", type=int, default=25)
    wanted = parser.parse_args()
    results = [_measured(wanted.folder, history, wanted.repeats) for history in SCALES]
    print(table.as_text(results))
    if wanted.markdown:
        wanted.markdown.write_text(table.as_markdown(results), encoding="utf-8")


def _measured(folder: Path, history: int, repeats: int) -> Results:
    """In a process of its own: nothing one scale left in memory may help the next."""
    print(f"Measuring with {history} times eight quarters of history", file=sys.stderr)
    home = homes.prepare(folder, f"x{history}")
    subprocess.run([sys.executable, "-m", "bench.build", str(QUARTERS * history)], env=os.environ | home, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.at_scale", str(history), str(repeats)],
        env=os.environ | home,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        sys.exit(f"It could not be measured with {history} times the history.")
    return Results(**json.loads(done.stdout))


if __name__ == "__main__":
    main()
