from datetime import date

import factory
from factory.django import DjangoModelFactory

from audits.programme.enums import AuditStatus, Category, PaperKind
from audits.programme.models import Audit, AuditPaper, Programme, ProgrammeEntry
from tests.factories.board import AgencyFactory


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("year",)

    year = 2026


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeEntry

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    subject = factory.Sequence(lambda n: f"Subject {n}")
    category = Category.MONITORING
    due_on = date(2026, 12, 1)


class AuditFactory(DjangoModelFactory):
    """An agency's own audit; with ``entry``, a carrying-out of the programme's."""

    class Meta:
        model = Audit

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"Audit {n}")
    due_on = date(2026, 12, 1)

    class Params:
        reported = factory.Trait(status=AuditStatus.REPORTED, reported_on=date(2026, 11, 20))


class AuditPaperFactory(DjangoModelFactory):
    class Meta:
        model = AuditPaper

    audit = factory.SubFactory(AuditFactory)
    kind = PaperKind.ACTION_PLAN
    asked_on = date(2026, 10, 1)
    due_on = date(2026, 12, 15)
