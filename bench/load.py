"""People at work at once, and afterwards their ledger against the database: ``script/bench --load [--seconds N]``."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bench import homes


def main() -> None:
    """A process for the Board and its crowd, beside the web server and the worker as they are really run."""
    parser = argparse.ArgumentParser(prog="script/bench --load")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=300)
    wanted = parser.parse_args()
    environment = os.environ | homes.prepare(wanted.folder, "crowd") | {"LSCB_PROXY_COUNT": "1"}
    done = subprocess.run([sys.executable, "-m", "bench.day", str(wanted.seconds)], env=environment, check=False)
    if done.returncode:
        sys.exit("The load run could not be carried through.")


if __name__ == "__main__":
    main()
