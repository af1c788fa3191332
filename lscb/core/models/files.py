"""Files we keep: random name, size and digest beside it, and whether a scanner has passed it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lscb.core import filing
from lscb.core.constraints import one_of_choices
from lscb.core.enums import ScanState
from lscb.core.models.users import User

SCANNED = [ScanState.CLEAN, ScanState.INFECTED]


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> Self:
        """What people sent, to those who may see what it was sent for. Files of our own have pages of their own."""
        return self.exclude(scan=ScanState.OURS).filter(filing.reach_of(user))

    def orphaned(self) -> Self:
        """Nothing that keeps a file points at it any longer, or ever did."""
        rows = self
        for field in self.model.pointed_at_by():
            pointing = field.model._base_manager.filter(**{field.name: models.OuterRef("pk")})
            rows = rows.exclude(models.Exists(pointing))
        return rows

    def kept(self) -> Self:
        """Of the others only the row is left."""
        return self.filter(discarded_at=None)

    def to_scan(self) -> Self:
        return self.kept().filter(scan__in=[ScanState.WAITING, ScanState.UNSCANNED])

    def held_by_scanner(self) -> Self:
        """Put aside, or without a verdict where a scanner is to give one."""
        waiting = {ScanState.WAITING, *([ScanState.UNSCANNED] if settings.CLAMAV else [])}
        return self.kept().filter(scan__in=[ScanState.INFECTED, *waiting])

    def held_back(self) -> Self:
        """By the scanner, or because the nightly check found them missing or altered."""
        return self.kept().filter(Q(pk__in=self.held_by_scanner().values("pk")) | Q(fault__isnull=False))


class StoredFile(models.Model):
    """One file as it was given or made. Its bytes never change, and the digest proves it."""

    path = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200, help_text="What a person sees when they save it.")
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    scan = models.CharField(max_length=10, choices=ScanState, default=ScanState.OURS)
    scanned_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=200, blank=True, help_text="What the scanner calls what it found.")
    discarded_at = models.DateTimeField(
        null=True, blank=True, help_text="When its bytes were let go; the log says why."
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of_choices("scan", ScanState, name="storedfile_scan_is_known"),
            models.CheckConstraint(
                condition=Q(scan__in=SCANNED, scanned_at__isnull=False)
                | (~Q(scan__in=SCANNED) & Q(scanned_at__isnull=True)),
                name="storedfile_scanned_iff_stamped",
            ),
            models.CheckConstraint(
                condition=(Q(scan=ScanState.INFECTED) & ~Q(finding="")) | (~Q(scan=ScanState.INFECTED) & Q(finding="")),
                name="storedfile_infected_iff_found",
            ),
        ]
        indexes = [
            models.Index(
                fields=["stored_at"],
                condition=Q(scan__in=[ScanState.WAITING, ScanState.UNSCANNED]),
                name="storedfile_to_scan",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def pointed_at_by(cls) -> list[models.ForeignObject]:
        """Every field, in whichever app, by which something keeps a file."""
        relations = cls._meta.get_fields(include_hidden=True)
        return [
            relation.field
            for relation in relations
            if isinstance(relation, models.ForeignObjectRel) and relation.name != "fault"
        ]

    @property
    def is_held_back(self) -> bool:
        """Where a scanner is, nobody is given what it has not passed."""
        is_unseen = self.scan == ScanState.UNSCANNED and bool(settings.CLAMAV)
        return is_unseen or self.scan in {ScanState.WAITING, ScanState.INFECTED}
