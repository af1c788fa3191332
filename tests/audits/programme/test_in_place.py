"""An entry changed in its own row: one comes back to the list as it was."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.programme import actions
from board.models import Board
from lscb.core.editing import Edit
from tests.factories.board import GroupFactory, agency_lead, manager
from tests.factories.core import UserFactory
from tests.factories.programme import EntryFactory

pytestmark = pytest.mark.django_db
QUERY = "category=monitoring&sort=-due_on"


@pytest.fixture
def helen(client):
    Board.current()
    person = manager()
    client.force_login(person)
    return person


@pytest.fixture
def entry():
    return EntryFactory(subject="Neglect", comment="As last year")


def opened(client, entry):
    return client.get(f"{entry.programme.get_absolute_url()}?{QUERY}&edit={entry.pk}")


def written(page, **changed):
    form = page.context["in_place"]
    said = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in said.items()} | changed


def test_a_row_is_saved_where_it_stands_and_one_is_back_at_it(client, helen, entry):
    page = opened(client, entry)
    assert f'href="?{QUERY}#entry-{entry.pk}"'.replace("&", "&amp;") in page.text
    assert f'id="entry-{entry.pk}"' in page.text

    url, lead = page.request["PATH_INFO"] + f"?{QUERY}&edit={entry.pk}", UserFactory()
    response = client.post(url, written(page, due_on="12 January 2027", lead=lead.pk))

    assert response.url == f"{entry.programme.get_absolute_url()}?{QUERY}#entry-{entry.pk}"
    entry.refresh_from_db()
    assert (entry.due_on, entry.lead, entry.comment) == (date(2027, 1, 12), lead, "As last year")


def test_the_second_of_two_sees_both_texts_in_the_row(client, helen, entry):
    page = opened(client, entry)
    actions.change_entry(entry, Edit({"comment": "Asked for by the police"}), by=manager(name="Hugh Pargeter"))
    url = page.request["PATH_INFO"] + f"?{QUERY}&edit={entry.pk}"

    response = client.post(url, written(page, comment="Asked for by health"))

    assert response.status_code == 200
    for words in ("Hugh Pargeter changed this", "Asked for by the police", "Asked for by health"):
        assert words in response.text
    entry.refresh_from_db()
    assert entry.comment == "Asked for by the police"


def test_what_cannot_be_is_refused_in_the_row(client, helen, entry):
    url = entry.programme.get_absolute_url() + f"?edit={entry.pk}"
    response = client.post(url, written(client.get(url), subject=" ", due_on="30 February 2027"))
    assert set(response.context["in_place"].errors) == {"subject", "due_on"}


def test_an_entry_is_shown_with_the_kind_of_lead_that_it_has(client, helen):
    several = EntryFactory(lead_group=GroupFactory(), dates=["2026-06-30", "2026-12-31"], due_on=date(2026, 6, 30))
    fields = set(opened(client, several).context["in_place"].fields)
    assert fields == {"subject", "frequency", "lead_group", "route", "comment", "read"}


def test_its_status_and_the_rest_lead_back_to_the_list(client, helen, entry):
    at = urlencode({"at": QUERY})
    assert at.replace("&", "&amp;") in opened(client, entry).text.replace("%26edit%3D" + str(entry.pk), "")
    move = reverse("programme:entry-move", args=[entry.pk]) + f"?{at}"
    response = client.post(move, {"status": "complete", "completed_on": timezone.localdate().strftime("%-d %B %Y")})
    assert response.url == f"{entry.programme.get_absolute_url()}?{QUERY}#entry-{entry.pk}"


def test_nobody_else_opens_or_saves_a_row(client, entry):
    Board.current()
    for person, answer in ((agency_lead(), 404), (entry_lead(entry), 403)):
        client.force_login(person)
        assert opened(client, entry).context["in_place"] is None
        response = client.post(entry.programme.get_absolute_url() + f"?edit={entry.pk}", {"subject": "Mine"})
        assert response.status_code == answer
    assert client.post(entry.programme.get_absolute_url() + "?edit=x", {}).status_code == 404
    entry.refresh_from_db()
    assert entry.subject == "Neglect"


def entry_lead(entry):
    """Whoever leads it sees it, and says how far it is, no more."""
    entry.lead = agency_lead()
    entry.save()
    return entry.lead
