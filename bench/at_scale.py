"""One Board of a given history, measured: ``python -m bench.at_scale HISTORY REPEATS`` writes JSON."""

import json
import sys
from dataclasses import asdict

import django

django.setup()

from django.db import connection  # noqa: E402

from bench import machine, packs, pages, server  # noqa: E402
from bench.results import Results  # noqa: E402
from bench.web import CannotMeasure  # noqa: E402


def main(history: int, repeats: int) -> None:
    results = Results(history, connection.vendor, machine.described())
    pages.measure(results, repeats=repeats)
    if history == 1:
        server.measure(results)
        packs.measure(results)
    sys.stdout.write(json.dumps(asdict(results)))


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]))
    except CannotMeasure as reason:
        sys.exit(str(reason))
