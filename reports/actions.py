"""Everything that changes a pack."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from board.permissions import require
from lscb.core import activity, chain, editing, files, jobs, pdf
from lscb.core.exceptions import Refused
from lscb.core.models import Job, User
from reports.enums import Section
from reports.models import TAKEN, Pack, PackEdition
from reports.packs.content import digest_of, freeze
from reports.packs.drawing import context_of
from reports.permissions import can_make_packs

JOB = "board-pack"


@transaction.atomic
def begin_pack(pack: Pack, *, by: User, today: date) -> Pack:
    """Save a new pack, as its form made it."""
    require(can_make_packs(by))
    _refuse_nonsense(pack, today=today)
    pack.created_by, pack.created_at = by, timezone.now()
    with editing.one_of_a_kind(TAKEN):
        pack.save()
    activity.record("pack.begun", pack, by=by)
    return pack


@transaction.atomic
def change_pack(pack: Pack, edit: editing.Edit, *, by: User, today: date) -> Pack:
    """Change what the next edition will say; the editions there are stay as they are."""
    require(can_make_packs(by))
    pack = Pack.objects.lock(pack.pk)
    changes = editing.merge(pack, edit)
    _refuse_nonsense(pack, today=today)
    if changes:
        with editing.one_of_a_kind(TAKEN):
            pack.save(update_fields=list(changes))
        activity.record("pack.changed", pack, by=by, changes=changes)
    return pack


@transaction.atomic
def ask_for_pdf(pack: Pack, *, by: User, today: date) -> PackEdition | Job:
    """Freeze the content now. A digest that is known returns the stored edition; else the worker draws it."""
    require(can_make_packs(by))
    pack = Pack.objects.lock(pack.pk)
    _refuse_nonsense(pack, today=today)
    content = freeze(pack, by=by)
    digest = digest_of(content)
    if edition := pack.editions.filter(digest=digest).first():
        if pack.job and pack.job.is_refused:
            # What could not be made is not what the pack says any longer.
            pack.job = None
            pack.save(update_fields=["job"])
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
    while not pack.editions.filter(digest=arguments["digest"]).exists():
        running.tell(10, "Drawing the charts")
        number, head = _next_number(pack), chain.head()
        context = context_of(arguments["content"], number=number, digest=arguments["digest"], head=head)
        running.tell(30, "Laying out the pages")
        document = pdf.render_pdf("pdf/pack.html", context)
        running.tell(90, "Keeping the file")
        _keep(pack, document, number=number, head=head, arguments=arguments)


@transaction.atomic
def _keep(pack: Pack, document: bytes, *, number: int, head: chain.Head | None, arguments: dict[str, Any]) -> None:
    """Nothing when another edition took the number meanwhile: the pages carry it, so they are drawn again."""
    pack = Pack.objects.lock(pack.pk)
    content, digest = arguments["content"], arguments["digest"]
    if number != _next_number(pack) or pack.editions.filter(digest=digest).exists():
        return
    by = User.objects.get(pk=arguments["by"])
    name = f"{content['title']}, version {number}.pdf"
    PackEdition.objects.create(
        pack=pack,
        number=number,
        digest=digest,
        content=content,
        template_version=content["template_version"],
        as_at=date.fromisoformat(content["as_at"]),
        file=files.store(document, name=name, content_type="application/pdf", by=by),
        made_at=timezone.now(),
        head_position=head.position if head else None,
        head_digest=head.digest if head else "",
        requested_by=by,
    )
    activity.record("pack.made", pack, by=by, changes={"version": (None, number), "content": (None, digest)})


def _next_number(pack: Pack) -> int:
    last = pack.editions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _refuse_nonsense(pack: Pack, *, today: date) -> None:
    """What no form of ours sends, and what two people's changes may add up to."""
    if pack.as_at > today:
        raise Refused("Figures can be frozen as at today or an earlier day.")
    if not pack.sections:
        raise Refused("Choose at least one section for the pack.")
    if unknown := [kind for kind in pack.sections if kind not in Section.values]:
        raise Refused(f"There is no section called {', '.join(map(str, unknown))}.")
    if len(set(pack.sections)) != len(pack.sections):
        raise Refused("Each section can be in the pack once.")
