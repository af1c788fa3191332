"""Which look a pack is drawn in: another one as soon as a template or a style of it changes."""

import hashlib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DRAWN_BY = (
    "templates/pdf/*.html",
    "templates/pdf/assessment/*.html",
    "templates/pdf/survey/*.html",
    "templates/charts/drawing.html",
    "templates/charts/point.html",
    "templates/charts/spark.html",
    "templates/charts/pair_drawing.html",
    "templates/charts/key.html",
    "templates/charts/key_shape.html",
    *(f"static/css/{name}.css" for name in ("tokens", "base", "components", "print", "pack", "papers")),
    "static/icons/*.svg",
)


@cache
def template_version() -> str:
    """Read once in a process: what is shipped does not change under it."""
    digest = hashlib.sha256()
    for pattern in DRAWN_BY:
        for path in sorted(PROJECT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
