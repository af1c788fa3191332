"""Board packs: what was asked for, and each edition as it was frozen."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from board.models import Meeting, scope_of
from lscb.core.constraints import not_blank
from lscb.core.models import Job, StoredFile, User
from reports.enums import Section

LONGEST_SUMMARY = 20_000
TAKEN = "There is a pack of this title for this meeting already. Open that one, or choose another title."


def all_sections() -> list[str]:
    """All but what only some meetings are shown."""
    return [kind for kind in Section.values if kind not in {Section.ASSESSMENTS, Section.SURVEYS}]


class PackQuerySet(models.QuerySet["Pack"]):
    # Scope

    def visible_to(self, user: User) -> Self:
        """Drafts to the chair and the Board's staff; a pack with an edition to all who read for the Board."""
        scope = scope_of(user)
        if scope.is_officer or scope.is_chair:
            return self
        if scope.reads_for_the_board:
            return self.filter(models.Exists(PackEdition.objects.filter(pack=models.OuterRef("pk"))))
        return self.none()

    # Shape

    def for_listing(self) -> Self:
        """With ``version`` and ``edition``: the number and key of the latest edition, nothing before the first."""
        latest = PackEdition.objects.filter(pack=models.OuterRef("pk")).order_by("-number")
        return self.select_related("meeting__group").annotate(
            version=models.Subquery(latest.values("number")[:1]),
            edition=models.Subquery(latest.values("pk")[:1]),
        )

    def lock(self, pk: int) -> "Pack":
        return self.select_for_update(no_key=True, of=("self",)).select_related("meeting__group").get(pk=pk)


class Pack(models.Model):
    """The papers for one meeting: its sections in order, its summary, and its editions."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    title = models.CharField(max_length=120)
    as_at = models.DateField("figures as at")
    sections = models.JSONField(default=all_sections)
    summary = models.TextField(max_length=LONGEST_SUMMARY, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-as_at", "-pk"]
        constraints = [
            not_blank("title", name="pack_has_a_title"),
            models.UniqueConstraint(
                fields=["meeting", "title"], name="pack_one_per_meeting_and_title", violation_error_message=TAKEN
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:pack-detail", args=[self.pk])

    @property
    def section_names(self) -> list[str]:
        return [str(Section(kind).label) for kind in self.sections]


class PackEditionQuerySet(models.QuerySet["PackEdition"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(pack__in=Pack.objects.visible_to(user))

    def for_listing(self) -> Self:
        """Without the frozen content, which only drawing it again needs."""
        return self.select_related("file", "requested_by").defer("content")


class PackEdition(models.Model):
    """A pack frozen: its content's digest is its identity, and its file is kept for ever. Append-only."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, help_text="Of figures, text, template version and date.")
    content = models.JSONField()
    template_version = models.CharField(max_length=20)
    as_at = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # Of the activity log's chain, as it is printed in the pack. Not part of what the pack is: see decision 7.
    head_position = models.BigIntegerField(null=True)
    head_digest = models.CharField(max_length=64, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PackEditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="edition_numbered"),
            models.UniqueConstraint(fields=["pack", "digest"], name="edition_one_per_digest"),
            models.CheckConstraint(
                condition=models.Q(head_position=None, head_digest="")
                | models.Q(head_position__isnull=False) & ~models.Q(head_digest=""),
                name="edition_head_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack}, version {self.number}"

    @property
    def head(self) -> str:
        """As ``manage.py verify_activity --head`` takes it; nothing before the log's first seal."""
        return f"{self.head_position}:{self.head_digest}" if self.head_digest else ""
