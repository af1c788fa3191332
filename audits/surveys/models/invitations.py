"""Who was asked by a link of their own, and whether it was used. Never when, nor which answer it gave."""

from typing import Self

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from audits.surveys.enums import SurveyStatus
from audits.surveys.models.keys import random_key
from audits.surveys.models.surveys import Survey
from lscb.core.models import User

# A link's token is the invitation's key, signed: nothing that opens it is stored.
SIGNER = Signer(salt="lscb.surveys.invitation")


class SurveyInvitationQuerySet(models.QuerySet["SurveyInvitation"]):
    def of_token(self, token: str) -> Self:
        """At most one; none where the token was not made here."""
        try:
            return self.filter(pk=int(SIGNER.unsign(token)))
        except (BadSignature, ValueError):
            return self.none()

    def waited_for(self) -> Self:
        """Those who may still be reminded."""
        return self.filter(is_used=False, is_stopped=False, survey__status=SurveyStatus.OPEN)


class SurveyInvitation(models.Model):
    """A person asked, by address, or by name where they have an account. Forgotten when the survey closes."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    address = models.EmailField(blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_used = models.BooleanField(default=False)
    is_stopped = models.BooleanField("asked not to be reminded", default=False)

    objects = SurveyInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "survey", Lower("address"), condition=~Q(address=""), name="surveyinvitation_once_an_address"
            ),
            models.UniqueConstraint(fields=["survey", "person"], name="surveyinvitation_once_a_person"),
            models.CheckConstraint(
                condition=Q(address="", person__isnull=False) | (~Q(address="") & Q(person__isnull=True)),
                name="surveyinvitation_is_to_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"An invitation to {self.survey}"

    @property
    def token(self) -> str:
        return SIGNER.sign(str(self.pk))
