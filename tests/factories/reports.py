from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from reports.models import Pack
from tests.factories.board import MeetingFactory, independent_chair


class PackFactory(DjangoModelFactory):
    class Meta:
        model = Pack

    meeting = factory.SubFactory(MeetingFactory)
    title = "Board pack, December 2026"
    as_at = date(2026, 11, 20)
    created_by = factory.LazyFunction(independent_chair)
    created_at = factory.LazyFunction(timezone.now)
