"""The plan by which a framework is devised: stages, who sees to each, by when, and who signed it off."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from board.models import Group, scope_of
from frameworks.models.frameworks import Framework
from lscb.core.constraints import both_or_neither, not_blank
from lscb.core.models import User


class StageQuerySet(models.QuerySet["Stage"]):
    def visible_to(self, user: User) -> Self:
        """Those of a framework that they may see, or whose plan they have a part in."""
        visible = Q(framework__in=Framework.objects.visible_to(user))
        part = Stage.objects.filter(Stage.owned_by(user), framework=OuterRef("framework"))
        return self.filter(visible | Exists(part)) if scope_of(user).has_a_role else self.none()

    def open(self) -> Self:
        return self.filter(signed_off_at=None)

    def for_listing(self) -> Self:
        return self.select_related("framework", "owner", "owner_group", "signed_off_by").order_by("position", "pk")


class Stage(models.Model):
    """One step of devising a framework."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    words = models.CharField("what is to be done", max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    owner_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    owner_words = models.CharField("owner, where neither is here", max_length=200, blank=True)
    due_on = models.DateField("due", null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    sign_off_note = models.TextField("note", max_length=2_000, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            not_blank("words", name="stage_says_what_is_done"),
            both_or_neither("signed_off_at", "signed_off_by", name="stage_signed_off_stamps"),
            models.CheckConstraint(
                condition=Q(signed_off_at__isnull=False) | Q(sign_off_note=""),
                name="stage_note_belongs_to_its_sign_off",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return f"{reverse('frameworks:plan', args=[self.framework_id])}#stage-{self.pk}"

    @staticmethod
    def owned_by(user: User) -> Q:
        return Q(owner=user) | Q(owner_group__in=scope_of(user).chairs)
