"""Board packs: what was asked for, and each edition as it was frozen."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from board.models import Meeting, scope_of
from lscb.core.models import Job, StoredFile, User
from reports.enums import Section


def all_sections() -> list[str]:
    return list(Section.values)


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, user: User) -> Self:
        """Drafts to the chair and the Board's staff; a pack with an edition to all who read for the Board."""
        scope = scope_of(user)
        if scope.is_officer or scope.is_chair:
            return self
        if scope.reads_for_the_board:
            return self.filter(models.Exists(PackEdition.objects.filter(pack=models.OuterRef("pk"))))
        return self.none()


class Pack(models.Model):
    """The papers for one meeting: its sections in order, its summary, and its editions."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    title = models.CharField(max_length=120)
    as_at = models.DateField("figures as at")
    sections = models.JSONField(default=all_sections)
    summary = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Of the form, to notice two people editing.")

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-as_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:pack-detail", args=[self.pk])


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
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="edition_numbered"),
            models.UniqueConstraint(fields=["pack", "digest"], name="edition_one_per_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.pack}, version {self.number}"
