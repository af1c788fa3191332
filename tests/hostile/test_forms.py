"""Every form of every page, sent what no person would type: never a fault, and what was written comes back."""

import pytest
from django.utils.html import escape

from lscb.core import writers
from tests.hostile.asking import client_for, send
from tests.hostile.values import VALUES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = "Rota gaps <b>since</b> {{ 7|add:7 }} “March” \N{RIGHT-TO-LEFT MARK}"
UNTYPED = (
    "five thousand digits",
    "NUL and other control characters",
    "marks that turn the direction of reading",
    "half a character",
)


# Whose form it is: with another mark everything is refused at the door, and no form is asked.
MARKS = {"csrfmiddlewaretoken", writers.FIELD}


def boxes(form):
    return [name for name in form.texts if "password" not in name and name not in MARKS]


def everything_in(form):
    return [name for name in form.fields if name not in MARKS]


def test_every_box_of_every_form_may_hold_anything(world, forms):
    paths, faults, refused = set(), [], 0
    for row, path, form in forms:
        paths.add(path)
        client = client_for(row, world)
        # A form of one button alone would be sent the same each time.
        for name in VALUES if everything_in(form) else [next(iter(VALUES))]:
            fields = form.fields | dict.fromkeys(everything_in(form), VALUES[name])
            status = send(client, "post", path, fields).status_code
            refused += status == 403
            if status >= 500:
                faults.append((path, name))

    assert (faults, len(paths) > 60, refused) == ([], True, 0)


def test_words_nobody_types_are_saved_or_refused_where_all_else_is_right(world, forms):
    faults = []
    for row, path, form in forms:
        client = client_for(row, world)
        for name in UNTYPED if boxes(form) else UNTYPED[:1]:
            fields = form.fields | dict.fromkeys(boxes(form), VALUES[name])
            if send(client, "post", path, fields).status_code >= 500:
                faults.append((path, name))

    assert faults == []


def test_what_is_not_saved_is_shown_back_as_it_was_written(world, forms):
    lost, asked = [], 0
    for row, path, form in forms:
        if boxes(form):
            fields = form.fields | dict.fromkeys(boxes(form), WORDS)
            response = send(client_for(row, world), "post", path, fields)
            asked += 1
            if response.status_code not in {302, 204} and escape(WORDS) not in response.text:
                lost.append((path, response.status_code))

    assert (lost, asked > 40) == ([], True)
