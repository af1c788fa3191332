"""Every address, asked with numbers, questions and methods that no page of ours would use."""

import pytest
from django.urls import reverse

from tests.hostile.asking import every_row, send
from tests.hostile.values import VALUES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Asked of lists, filters and pages that poll.
ODD = (
    "infinity",
    "four hundred digits",
    "digits of another script",
    "NUL and other control characters",
    "half a character",
    "markup and template language",
)
LONGEST_ADDRESS = 4_000  # the server takes no longer one
QUESTIONS = ("page", "sort", "next", "seen", "year", "status", "agency", "lead", "period", "text", "needs", "per_page")


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30], ids=["0", "2^31", "2^63", "10^30"])
def test_a_number_of_nothing_is_not_found(world, number):
    answers = {}
    for row, client in every_row(world):
        arguments = row.arguments(world)
        wrong = {name: number for name, value in arguments.items() if isinstance(value, int)}
        if wrong:
            response = send(client, row.method, reverse(row.name, kwargs=arguments | wrong), row.data(world))
            answers[row.method, row.name] = response.status_code

    assert len(answers) > 80
    # Keys and codes ask for the password first, whatever is asked about them.
    others = {where: status for where, status in answers.items() if not where[1].startswith("mfa_")}
    assert {where: status for where, status in others.items() if status != 404} == {}
    assert {status for where, status in answers.items() if where not in others} <= {302, 404}


@pytest.mark.parametrize("number", ["-1", "1.5", "1e3", "%D9%A1", "0x1", "1%00", "1;2", "..", "%2e%2e", "9" * 5000])
@pytest.mark.parametrize("path", ["/board/agencies/{}/", "/indicators/returns/{}/", "/packs/{}/", "/files/{}/"])
def test_what_is_no_number_is_no_address(client, admin_of_board, path, number):
    assert client.get(path.format(number)).status_code == 404


@pytest.fixture
def admin_of_board(client):
    from tests.factories.board import manager

    client.force_login(manager(), backend="lscb.core.signin.ActivePeopleBackend")


def test_any_question_may_be_asked_of_any_page(world):
    """A page that never looked at the first question is not asked the others: to it they would be one request."""
    faults, looking = [], 0
    for row, client in every_row(world):
        if row.method == "get":
            path = reverse(row.name, kwargs=row.arguments(world))
            for name in ODD:
                response = send(client, "get", path, dict.fromkeys(QUESTIONS, VALUES[name][:LONGEST_ADDRESS]))
                if response.status_code >= 500:
                    faults.append((row.name, name))
                if response.status_code == 200 and not is_looked_at(response.wsgi_request):
                    break
                looking += name == ODD[0]

    assert (faults, looking > 40) == ([], True)


def is_looked_at(request):
    """Whether anything read the question: Django reads it when it is first asked for."""
    return "GET" in vars(request)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_methods_that_no_page_uses_are_refused(world, method):
    answers = {
        row.name: send(client, method, reverse(row.name, kwargs=row.arguments(world))).status_code
        for row, client in every_row(world)
    }

    assert {name: status for name, status in answers.items() if status != 405} == {}
