"""Whose the files are: whoever may see the evidence, or what was accepted instead, may have its file.

And a challenger, where its campaign says so, has the versions that stood beside the return it challenges.
"""

from django.db.models import Q

from audits.self_assessment.models import EvidenceVersion
from audits.self_assessment.queries import accepted_of, evidence_of, versions_to_challenge
from lscb.core.models import User


def reach(user: User) -> Q:
    versions = EvidenceVersion.objects.filter(evidence__in=evidence_of(user)).exclude(file=None)
    challenged = versions_to_challenge(user).exclude(file=None)
    accepted = accepted_of(user)
    return Q(pk__in=versions.values("file")) | Q(pk__in=challenged.values("file")) | Q(pk__in=accepted.values("file"))
