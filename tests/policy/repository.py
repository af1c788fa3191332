"""The repository's own files, as the rules about them see them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked_files(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def read(path: Path) -> str:
    """Its text; nothing where it is a picture or a spreadsheet."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode()


def line_count(path: Path) -> int:
    return read(path).count("\n")
