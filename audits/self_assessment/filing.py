"""Whose the files are: whoever may see the evidence, what was handed in or what was accepted instead.

And a challenger, where its campaign says so, has the versions that stood beside the return it challenges.
"""

from django.db.models import Q

from audits.self_assessment.models import EvidenceVersion, HandingIn
from audits.self_assessment.queries import accepted_of, evidence_of, versions_to_challenge
from lscb.core.models import User


def reach(user: User) -> Q:
    versions = EvidenceVersion.objects.filter(evidence__in=evidence_of(user)).exclude(file=None)
    challenged = versions_to_challenge(user).exclude(file=None)
    accepted = accepted_of(user)
    signed = HandingIn.objects.visible_to(user).exclude(signed_paper=None)
    shown = Q(pk__in=versions.values("file")) | Q(pk__in=challenged.values("file"))
    return shown | Q(pk__in=accepted.values("file")) | Q(pk__in=signed.values("signed_paper"))
