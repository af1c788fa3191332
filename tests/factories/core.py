import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from lscb.core import files
from lscb.core.enums import ScanState
from lscb.core.models import Message, Notification, StoredFile, Thread, User

PASSWORD = "harbour lamp seventeen"


class UserFactory(DjangoModelFactory):
    """A person with an account and no role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    telephone = "01632 960 100"
    joined_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def password(self, create, extracted, **_kwargs):
        self.set_password(extracted or PASSWORD)
        if create:
            self.save(update_fields=["password"])


class ThreadFactory(DjangoModelFactory):
    """An open question with one message."""

    class Meta:
        model = Thread
        skip_postgeneration_save = True

    subject = "A question"
    opened_by = factory.SubFactory(UserFactory)
    opened_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def text(self, create, extracted, **_kwargs):
        if create:
            Message.objects.create(thread=self, by=self.opened_by, at=self.opened_at, text=extracted or "Is it right?")


class NotificationFactory(DjangoModelFactory):
    """A message that is owed."""

    class Meta:
        model = Notification

    recipient = factory.SubFactory(UserFactory)
    dedupe_key = factory.Sequence(lambda n: f"test:{n}")
    subject = "Figures are asked for"
    body = "They are due on Wednesday."
    queued_at = factory.LazyFunction(timezone.now)


def infected_file(name: str = "Invoice.pdf", content: bytes = b"%PDF-bad") -> StoredFile:
    """One that the virus scanner put aside."""
    file = files.store(content, name=name, content_type="application/pdf", by=UserFactory(), scan=ScanState.WAITING)
    file.scan, file.scanned_at, file.finding = ScanState.INFECTED, timezone.now(), "Eicar-Test-Signature"
    file.save()
    return file
