"""How much one person may send within a day."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from lscb.core import files, uploads
from lscb.core.exceptions import Refused
from lscb.core.models import StoredFile
from lscb.core.uploads.limits import MEGABYTE
from tests.at_once import at_once
from tests.factories.core import UserFactory

AS_MUCH = b"a,b\n" * (MEGABYTE // 8)  # half a megabyte


def send(person):
    with transaction.atomic():
        return uploads.accept(SimpleUploadedFile("figures.csv", AS_MUCH), by=person)


@pytest.mark.django_db
def test_a_day_has_room_for_so_much_of_one_person_and_the_next_day_again(settings):
    settings.UPLOADS_A_DAY = MEGABYTE
    person, other = UserFactory.create_batch(2)
    files.store(AS_MUCH, name="Pack.pdf", content_type="application/pdf", by=person)  # of our making: not counted
    first, _second = send(person), send(person)

    with pytest.raises(Refused) as refusal:
        send(person)
    assert str(refusal.value) == (
        "“figures.csv” was not taken. Within a day 1 MB are taken from one person: you have sent 1.0 MB, and this file "
        "has 0.5. Send it tomorrow."
    )
    assert send(other).stored_by == other

    StoredFile.objects.filter(pk=first.pk).update(stored_at=timezone.now() - timedelta(days=1))
    assert send(person).size == len(AS_MUCH)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_files_sent_at_once_no_more_are_taken_than_there_is_room_for(settings):
    settings.UPLOADS_A_DAY = 2 * MEGABYTE
    person = UserFactory()

    taken = at_once(*[lambda: send(person)] * 8)

    assert sum(isinstance(one, StoredFile) for one in taken) == 4
    assert sum(isinstance(one, Refused) for one in taken) == 4
