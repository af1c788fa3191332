"""Everything that changes a pack."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.models import Meeting
from board.permissions import require
from lscb.core import activity, files, jobs, pdf
from lscb.core.exceptions import Conflict, Refused
from lscb.core.models import Job, StoredFile, User
from reports.enums import Section
from reports.models import Pack, PackEdition
from reports.packs.content import TEMPLATE_VERSION, digest_of, freeze
from reports.packs.drawing import context_of
from reports.permissions import can_make_packs

JOB = "board-pack"


@transaction.atomic
def begin_pack(meeting: Meeting, *, title: str, as_at: date, sections: Sequence[str], summary: str, by: User) -> Pack:
    require(can_make_packs(by))
    _check(as_at, sections)
    pack = Pack.objects.create(
        meeting=meeting,
        title=title,
        as_at=as_at,
        sections=list(sections),
        summary=summary,
        created_by=by,
        created_at=timezone.now(),
    )
    activity.record("pack.begun", pack, by=by)
    return pack


@transaction.atomic
def change_pack(
    pack: Pack, *, version: int, title: str, as_at: date, sections: Sequence[str], summary: str, by: User
) -> Pack:
    """Change what the next edition will say; refuses when somebody else changed it first."""
    pack = Pack.objects.select_for_update().get(pk=pack.pk)
    require(can_make_packs(by))
    _check(as_at, sections)
    if pack.version != version:
        raise Conflict("Somebody else changed this pack while you were writing.")
    before = {name: getattr(pack, name) for name in ("title", "as_at", "sections", "summary")}
    after = {"title": title, "as_at": as_at, "sections": list(sections), "summary": summary}
    if changes := activity.changed(before, after):
        for name, value in after.items():
            setattr(pack, name, value)
        pack.version += 1
        pack.save(update_fields=[*after, "version"])
        activity.record("pack.changed", pack, by=by, changes=changes)
    return pack


@transaction.atomic
def ask_for_pdf(pack: Pack, *, by: User) -> PackEdition | Job:
    """Freeze the content now. A digest that is known returns the stored edition; else the worker draws it."""
    pack = Pack.objects.select_for_update().get(pk=pack.pk)
    require(can_make_packs(by))
    if not pack.sections:
        raise Refused("Choose at least one section for the pack.")
    content = freeze(pack, by=by)
    digest = digest_of(content)
    if edition := pack.editions.filter(digest=digest).first():
        return edition
    arguments = {"pack": pack.pk, "digest": digest, "content": content, "by": by.pk}
    job = jobs.request(JOB, key=f"{pack.pk}:{digest}", arguments=arguments, by=by)
    if pack.job_id != job.pk:
        pack.job = job
        pack.save(update_fields=["job"])
        activity.record("pack.asked_for", pack, by=by)
    return job


def make_edition(running: jobs.Running, arguments: dict[str, Any]) -> None:
    """The worker's part: draw the frozen content and keep the file. Harmless to do twice."""
    pack = Pack.objects.get(pk=arguments["pack"])
    digest, content = arguments["digest"], arguments["content"]
    if pack.editions.filter(digest=digest).exists():
        return
    running.tell(15, "Drawing the charts")
    number = _next_number(pack)
    context = context_of(content, number=number, digest=digest)
    running.tell(40, "Laying out the pages")
    document = pdf.render_pdf("pdf/pack.html", context)
    running.tell(90, "Keeping the file")
    by = User.objects.get(pk=arguments["by"])
    name = f"{pack.title} - version {number}.pdf"
    file = files.store(document, name=name, content_type="application/pdf", by=by)
    _keep(pack, number=number, digest=digest, content=content, file=file, by=by)


@transaction.atomic
def _keep(pack: Pack, *, number: int, digest: str, content: dict[str, Any], file: StoredFile, by: User) -> None:
    pack = Pack.objects.select_for_update().get(pk=pack.pk)
    if pack.editions.filter(digest=digest).exists():
        return
    if number != _next_number(pack):
        # Another edition was kept meanwhile, and this one's pages carry its number: draw it again.
        raise RuntimeError(f"version {number} of pack {pack.pk} was taken while it was being drawn")
    PackEdition.objects.create(
        pack=pack,
        number=number,
        digest=digest,
        content=content,
        template_version=TEMPLATE_VERSION,
        as_at=date.fromisoformat(content["as_at"]),
        file=file,
        made_at=timezone.now(),
        requested_by=by,
    )
    activity.record("pack.made", pack, by=by, changes={"version": (None, number), "digest": (None, digest)})


def _next_number(pack: Pack) -> int:
    last = pack.editions.order_by("-number").first()
    return last.number + 1 if last else 1


def _check(as_at: date, sections: Sequence[str]) -> None:
    if as_at > timezone.localdate():
        raise Refused("Figures can be frozen as at today or an earlier day.")
    if unknown := set(sections) - set(Section.values):
        raise Refused(f"There is no section called {', '.join(sorted(unknown))}.")
    if len(set(sections)) != len(sections):
        raise Refused("Each section can be in the pack once.")
