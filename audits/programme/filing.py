"""Whose the programme's files are: whoever may see an audit may have its report and the papers it was asked for."""

from django.db.models import Q

from audits.programme.models import AuditPaper
from audits.programme.queries import audits_of
from lscb.core.models import User


def reach(user: User) -> Q:
    audits = audits_of(user)
    papers = AuditPaper.objects.filter(audit__in=audits).exclude(file=None)
    return Q(pk__in=audits.exclude(report=None).values("report")) | Q(pk__in=papers.values("file"))
