"""Papers asked for, made by the worker once, and offered where they belong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from audits.self_assessment.models import Paper
from audits.self_assessment.papers import of_letter, of_results, of_return
from audits.self_assessment.papers.drawn import Drawn
from lscb.core import files, jobs, pdf
from lscb.core.models import Job, User

JOB = "assessment-paper"
RETURN, LETTER, RESULTS = "return", "letter", "results"
_DRAWN: dict[str, Callable[[Any], Drawn]] = {RETURN: of_return.draw, LETTER: of_letter.draw, RESULTS: of_results.draw}


def register(kind: str, draw: Callable[[Any], Drawn]) -> None:
    """An app above has papers of its own made and kept in the same way."""
    _DRAWN[kind] = draw


@dataclass(frozen=True, slots=True)
class Offer:
    """The paper that there is; or the work on it, and whether this person asked for it."""

    paper: Paper | None
    work: Job | None
    is_asker: bool


def ask_for_paper(kind: str, about: Any, *, by: User, content: Any = None) -> None:
    """Have it made, unless it is there. Whoever calls has looked whether this person may read what it is made of.

    ``content``: what was frozen, where the paper is drawn from that and ``about`` is its digest.
    """
    key = Paper.key_of(kind, about)
    if not Paper.objects.filter(key=key).exists():
        jobs.request(JOB, key=key, arguments={"kind": kind, "about": about, "content": content, "by": by.pk}, by=by)


def offer_of(kind: str, about: Any, *, to: User) -> Offer:
    """Two or three queries."""
    key = Paper.key_of(kind, about)
    paper = Paper.objects.select_related("file").filter(key=key).first()
    work = None if paper else Job.objects.filter(kind=JOB, key=key).first()
    return Offer(paper, work, work is not None and work.askers.filter(pk=to.pk).exists())


def make_paper(running: jobs.Running, arguments: dict[str, Any]) -> None:
    """The worker's part. Made twice at once, one is kept."""
    key = Paper.key_of(arguments["kind"], arguments["about"])
    if Paper.objects.filter(key=key).exists():
        return
    running.tell(10, "Gathering what it says")
    drawn = _DRAWN[arguments["kind"]](arguments["content"] or arguments["about"])
    running.tell(30, "Laying out the pages")
    document = pdf.render_pdf(drawn.template, drawn.context)
    running.tell(90, "Keeping the file")
    by = User.objects.get(pk=arguments["by"])
    file = files.store(document, name=drawn.name[-200:], content_type="application/pdf", by=by)
    with transaction.atomic():
        Paper.objects.get_or_create(key=key, defaults={"file": file, "made_at": timezone.now()})
