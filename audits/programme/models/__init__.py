"""The year's programme, its entries, and the audits that carry them out."""

from audits.programme.models.audits import Audit, AuditPaper, AuditQuerySet
from audits.programme.models.entries import EntryQuerySet, Programme, ProgrammeEntry, ProgrammeQuerySet

__all__ = [
    "Audit",
    "AuditPaper",
    "AuditQuerySet",
    "EntryQuerySet",
    "Programme",
    "ProgrammeEntry",
    "ProgrammeQuerySet",
]
