"""Whose the files of evidence are: whoever may see the evidence may have its file."""

from django.db.models import Q

from audits.self_assessment.models import EvidenceVersion
from audits.self_assessment.queries import evidence_of
from lscb.core.models import User


def reach(user: User) -> Q:
    versions = EvidenceVersion.objects.filter(evidence__in=evidence_of(user)).exclude(file=None)
    return Q(pk__in=versions.values("file"))
