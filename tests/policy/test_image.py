"""The image is built of what ``.dockerignore`` lets in, and of nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.policy.repository import ROOT, tracked_files

LET_IN = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]


def as_the_image_has_it(folder: Path) -> Path:
    for path in tracked_files(*LET_IN):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return folder


def manage(folder: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    alone = {
        name: value for name, value in os.environ.items() if not name.startswith(("LSCB_", "DJANGO_", "PYTHONPATH"))
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=folder,
        env=alone | {"LSCB_HOME": str(home), "LSCB_STATIC": str(home / "static"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_the_image_holds_starts_and_has_every_migration(tmp_path):
    image = as_the_image_has_it(tmp_path / "image")

    ran = manage(image, tmp_path / "home", "makemigrations", "--check", "--dry-run")

    assert (ran.returncode, ran.stdout) == (0, "No changes detected\n"), ran.stderr


def test_the_image_holds_every_folder_that_the_product_is_made_of(tmp_path):
    folders = {path.relative_to(ROOT).parts[0] for path in tracked_files("*/migrations/*.py", "*/apps.py")}

    assert folders - {"tests", *LET_IN} == set()
