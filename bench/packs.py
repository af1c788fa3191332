"""A Board pack of some forty pages and charts, beside WeasyPrint alone on the same finished HTML."""

import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from bench.results import Results
from board.models import Meeting
from indicators.models import Indicator
from lscb.core.models import User
from lscb.core.pdf import render_pdf
from reports.enums import Section
from reports.models import Pack
from reports.packs.content import digest_of, freeze
from reports.packs.drawing import context_of

CHARTS, REPEATS = 40, 3


def measure(results: Results) -> None:
    """The floor times itself, its imports left out; ours is everything from the database to the finished file."""
    pack, chair = _pack(), User.objects.get(email="independent_chair@bench.example")
    html = render_to_string("pdf/pack.html", _context(pack, chair))
    ours: list[float] = []
    alone: list[float] = []
    for _ in range(REPEATS):
        ours.append(_cpu(lambda: render_pdf("pdf/pack.html", _context(pack, chair))))
        alone.append(_alone(html))
    pdf = render_pdf("pdf/pack.html", _context(pack, chair))
    with pikepdf.open(io.BytesIO(pdf)) as made:
        results.pack["pages"] = len(made.pages)
    results.pack |= {"charts": html.count("<figure"), "ours": median(ours), "alone": median(alone)}


def _pack() -> Pack:
    """Every indicator beyond those wanted is retired: nothing is measured after this."""
    wanted = Indicator.objects.agreed().order_by("pk").values_list("pk", flat=True)[:CHARTS]
    Indicator.objects.exclude(pk__in=list(wanted)).update(status="retired")
    today = timezone.localdate()
    return Pack.objects.create(
        title="Board pack",
        meeting=Meeting.objects.filter(held_on__gt=today).earliest("held_on"),
        as_at=today,
        sections=[section.value for section in Section],
        summary="Figures were returned in time.",
        created_by=User.objects.get(email="independent_chair@bench.example"),
        created_at=timezone.now(),
    )


def _context(pack: Pack, chair: User):
    content = freeze(pack, by=chair)
    return context_of(content, number=1, digest=digest_of(content))


def _cpu(work: Callable[[], object]) -> float:
    """Of this process and of those it started and waited for."""
    began = time.process_time() + _children()
    work()
    return time.process_time() + _children() - began


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _alone(html: str) -> float:
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        Path(file.name).write_text(html, encoding="utf-8")
        command = [sys.executable, "-m", "bench.weasyprint_alone", file.name, str(settings.STATIC_ROOT)]
        return float(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)
