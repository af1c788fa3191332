"""The activity log: append-only, with before and after beside it and seals behind it."""

from typing import Self

from django.db import models


class ActivityEventQuerySet(models.QuerySet["ActivityEvent"]):
    def about(self, obj: models.Model) -> Self:
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)

    def unsealed(self) -> Self:
        """Whatever no seal names yet: never "after the last one", for numbers may commit out of order."""
        return self.filter(seal=None)

    def for_timeline(self) -> Self:
        return self.select_related("by", "detail").order_by("-at", "-pk")


class ActivityEvent(models.Model):
    """One thing that happened to one object. Written once, in the transaction of the change."""

    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    object_label = models.CharField(max_length=300)
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    detail_digest = models.CharField(max_length=64, blank=True)

    objects = ActivityEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id", "-at"], name="activity_of_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"


class ActivityDetail(models.Model):
    """Before and after, salted, apart from the chain so that text can be erased and the chain stays whole."""

    event = models.OneToOneField(ActivityEvent, on_delete=models.PROTECT, related_name="detail", primary_key=True)
    salt = models.CharField(max_length=64)
    changes = models.JSONField()

    def __str__(self) -> str:
        return f"Detail of {self.event_id}"


class ActivityErasure(models.Model):
    """Before and after of this line were erased by that run. Lets the one row of detail go, and no other."""

    event = models.OneToOneField(ActivityEvent, on_delete=models.PROTECT, related_name="erasure", primary_key=True)
    run = models.ForeignKey("core.RetentionRun", on_delete=models.PROTECT, related_name="erasures")

    def __str__(self) -> str:
        return f"Erasure of {self.event_id}"


class ActivitySeal(models.Model):
    """One link of the chain: position, the event it seals, and a digest over it and the link before."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(ActivityEvent, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    # Which key made it; nothing where it was made before keys had names.
    key_id = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"Seal {self.position}"
