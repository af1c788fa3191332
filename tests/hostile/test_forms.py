"""Every form of every page, sent what no person would type: never a fault, and what was written comes back."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.hostile.asking import every_row, send
from tests.hostile.pages import Forms
from tests.hostile.values import VALUES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = "Rota gaps <b>since</b> {{ 7|add:7 }} “March” \N{RIGHT-TO-LEFT MARK}"
UNTYPED = (
    "five thousand digits",
    "NUL and other control characters",
    "marks that turn the direction of reading",
    "half a character",
)


def every_form(world):
    """A client of whoever may open the page, where each form goes, and its fields as they stand there.

    One that stands on many pages, with the same fields, is given once.
    """
    seen = set()
    for row, client in every_row(world):
        if row.method == "get" and row.allowed:
            path = reverse(row.name, kwargs=row.arguments(world))
            page = client.get(path)
            if page.status_code == 200 and "html" in page.headers["Content-Type"]:
                for form in Forms(page.text).found:
                    goes_to = form.path or path
                    is_new = (goes_to, *form.fields) not in seen
                    seen.add((goes_to, *form.fields))
                    if is_new and not goes_to.endswith("/sign-out/"):
                        yield client, goes_to, form


def boxes(form):
    return [name for name in form.texts if "password" not in name and name != "csrfmiddlewaretoken"]


def test_every_box_of_every_form_may_hold_anything(world):
    forms, faults = set(), []
    for client, path, form in every_form(world):
        forms.add(path)
        faults += [
            (path, name)
            for name, value in VALUES.items()
            if send(client, "post", path, form.fields | dict.fromkeys(form.fields, value)).status_code >= 500
        ]

    assert (faults, len(forms) > 60) == ([], True)


def test_words_nobody_types_are_saved_or_refused_where_all_else_is_right(world):
    faults = [
        (path, name)
        for client, path, form in every_form(world)
        for name in UNTYPED
        if send(client, "post", path, form.fields | dict.fromkeys(boxes(form), VALUES[name])).status_code >= 500
    ]

    assert faults == []


def test_what_is_not_saved_is_shown_back_as_it_was_written(world):
    lost = []
    for client, path, form in every_form(world):
        response = send(client, "post", path, form.fields | dict.fromkeys(boxes(form), WORDS))
        if boxes(form) and response.status_code not in {302, 204} and escape(WORDS) not in response.text:
            lost.append((path, response.status_code))

    assert lost == []
