from datetime import UTC, date, datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from lscb.core import files
from reports.models import Pack, PackEdition
from reports.packs.content import digest_of
from tests.factories.board import MeetingFactory, independent_chair


class PackFactory(DjangoModelFactory):
    class Meta:
        model = Pack

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Board pack {n}")
    as_at = date(2026, 11, 20)
    created_by = factory.LazyFunction(independent_chair)
    created_at = factory.LazyFunction(timezone.now)


class EditionFactory(DjangoModelFactory):
    """A version that was made, its file a few bytes that say they are a PDF."""

    class Meta:
        model = PackEdition

    pack = factory.SubFactory(PackFactory)
    number = factory.LazyAttribute(lambda edition: edition.pack.editions.count() + 1)
    content = factory.LazyAttribute(lambda edition: {"title": edition.pack.title, "number": edition.number})
    digest = factory.LazyAttribute(lambda edition: digest_of(edition.content))
    template_version = "0123456789ab"
    as_at = factory.SelfAttribute("pack.as_at")
    made_at = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
    requested_by = factory.SelfAttribute("pack.created_by")
    file = factory.LazyAttribute(
        lambda edition: files.store(
            b"%PDF-1.7 a pack",
            name=f"{edition.pack.title}, version {edition.number}.pdf",
            content_type="application/pdf",
            by=edition.requested_by,
        )
    )
