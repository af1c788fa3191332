"""One file brought and saved by many requests at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.actions.files import look_over, stamp_of
from indicators.models import FigureRevision, ReturnFile
from lscb.core.models import ActivityEvent
from tests.factories.returns import desk
from tests.indicators.test_submission_race import at_once

AT_ONCE = 6

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def at(time_machine):
    time_machine.move_to("2026-10-20 09:41:00+00:00")
    at = desk()
    at.figure(indicator__code="H1")
    return at


def test_one_file_brought_at_once_is_looked_over_once_and_saved_once(at):
    address = reverse("indicators:return-file-add", args=[at.item.pk])
    content = b"Code,Numerator,Denominator\nH1,45,60\n"

    brought = at_once(
        at.lead, [(address, {"file": SimpleUploadedFile("figures.csv", content)}) for _ in range(AT_ONCE)]
    )

    stored = ReturnFile.objects.get()
    assert {response.headers.get("Location") for response in brought} == {stored.get_absolute_url()}

    stamp = stamp_of(look_over(stored, at.item, by=at.lead))
    save = reverse("indicators:return-file-save", args=[stored.pk])
    saved = at_once(at.lead, [(save, {"stamp": stamp})] * AT_ONCE)

    assert [response.status_code for response in saved] == [302] * AT_ONCE
    assert FigureRevision.objects.count() == 1
    assert ActivityEvent.objects.filter(verb="return.file_saved").count() == 1
