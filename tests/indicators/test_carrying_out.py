"""A data set that carries out an entry of the programme: on its page, in what it shows, and over the years."""

from datetime import date

import pytest
from django.urls import reverse

from audits.programme import actions
from board.enums import Role
from indicators.enums import ReturnStatus
from indicators.evidence import of_data_sets
from indicators.models import DataSet
from tests.factories.board import AgencyFactory, KeyQuestionFactory, person_with
from tests.factories.frameworks import ActivityFactory
from tests.factories.indicators import DataSetFactory, PeriodFactory, ReturnFactory
from tests.factories.programme import EntryFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return person_with(Role.MANAGER)


@pytest.fixture
def monitored():
    activity = ActivityFactory(standard__section__framework__adopted=True)
    activity.standard.key_questions.set([KeyQuestionFactory(number=3)])
    return activity


def test_what_it_returned_answers_what_its_entry_answers(
    client, manager, monitored, django_assert_num_queries, django_assert_max_num_queries
):
    entry = EntryFactory(subject="Figures of the year", programme=ProgrammeFactory(year=2026))
    entry.activities.set([monitored])
    data_set = DataSetFactory(name="Quarterly set")
    with django_assert_num_queries(1):
        assert list(of_data_sets()) == []
    client.force_login(manager)
    form = client.get(reverse("indicators:data-set-change", args=[data_set.pk])).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    client.post(reverse("indicators:data-set-change", args=[data_set.pk]), shown | {"entry": entry.pk})
    assert DataSet.objects.get().entry == entry

    period = PeriodFactory(data_set=data_set)
    agency = AgencyFactory()
    returned = {"status": ReturnStatus.SUBMITTED, "submitted_by": manager, "submitted_at": "2026-07-14T09:00Z"}
    ReturnFactory(period=period, agency=agency, first_submitted_on=date(2026, 7, 14), **returned)
    ReturnFactory(period=period)

    with django_assert_max_num_queries(13):
        (shown,) = [each for each in of_data_sets() if each.answers == f"activity:{monitored.pk}"]
    assert (shown.what, shown.dated_on, shown.agencies) == (str(period), date(2026, 7, 14), (agency.pk,))
    question = monitored.standard.key_questions.get()
    assert {each.answers for each in of_data_sets()} == {
        f"activity:{monitored.pk}",
        f"standard:{monitored.standard_id}",
        f"key-question:{question.pk}",
    }
    assert "Quarterly set" in client.get(entry.get_absolute_url()).text
    assert str(entry) in client.get(data_set.get_absolute_url()).text
    # An agency's lead knows of no data set.
    lead = person_with(Role.AGENCY_LEAD, agency=agency)
    entry.agencies.set([agency])
    client.force_login(lead)
    page = client.get(entry.get_absolute_url())
    assert (page.status_code, "Quarterly set" in page.text) == (200, False)


def test_it_goes_on_with_what_the_entry_is_carried_over_into(client, manager, monitored):
    entry = EntryFactory(programme=ProgrammeFactory(year=2026))
    DataSetFactory(name="Quarterly set", entry=entry)

    coming = actions.roll_over(entry.programme, [entry], by=manager)

    client.force_login(manager)
    assert "Quarterly set" in client.get(coming.entries.get().get_absolute_url()).text
