"""A disk that really fills: a small one mounted where files are kept, by whoever may mount here."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """In place for as long as the block lasts."""
    folder.mkdir(exist_ok=True)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True, capture_output=True
    )
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def sizes() -> list[str]:
    """To try it with: none where mounting is refused, as in some containers. The limited size is tried everywhere."""
    if os.geteuid() != 0:
        return []
    with TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder), "8k"):
                return ["8k"]
        except (OSError, subprocess.CalledProcessError):
            return []
