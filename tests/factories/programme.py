from datetime import date

import factory
from factory.django import DjangoModelFactory

from audits.programme.enums import Category
from audits.programme.models import Programme, ProgrammeEntry


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
