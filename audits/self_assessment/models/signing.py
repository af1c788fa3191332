"""A senior officer asked to sign a return off by a link, without an account."""

import hashlib
import secrets

from django.db import models
from django.db.models import Q

from audits.self_assessment.models.returns import AssessmentReturn
from lscb.core.models import User


class SigningRequest(models.Model):
    """Who is asked to sign what off, once. Only the token's digest is kept."""

    assessment = models.ForeignKey(AssessmentReturn, on_delete=models.PROTECT, related_name="signing_requests")
    name = models.CharField("senior officer", max_length=120)
    post = models.CharField("their post", max_length=120)
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=2_000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # At most one link of a return is good at any time.
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="signing_one_open_link",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} asked to sign off {self.assessment}"

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
