"""A form with every column of every table added to it changes nothing that the form alone would not."""

from datetime import datetime

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from tests.hostile.asking import our_models
from tests.hostile.test_forms import every_form

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Made anew with every row, or counted on.
CHANCE = {"salt", "digest", "detail_digest", "token_digest", "password", "path", "dedupe_key", "body", "one_time_link"}
CHANCE |= {"object_id", "sha256", "link_key"}


def everything_at_once():
    """Each column of ours by name, with a value that would matter."""
    extras = {"is_superuser": "on", "is_staff": "on", "id": "1", "pk": "1", "groups": "1", "user_permissions": "1"}
    for model in our_models():
        for field in model._meta.concrete_fields:
            extras[field.name] = extras[field.attname] = _mattering(field)
    return extras


def _mattering(field):
    if field.choices:
        return str(field.choices[-1][0])
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    return "1" if isinstance(field, models.IntegerField | models.ForeignKey | models.AutoField) else "Evil"


def state(known):
    """Every row but for chance, moments and the numbers of new rows."""
    found = {}
    for model in our_models():
        names = [field for field in model._meta.concrete_fields if field.name not in CHANCE and not field.primary_key]
        found[model._meta.label] = sorted(
            str([_plain(field, value, known) for field, value in zip(names, row, strict=True)])
            for row in model._default_manager.values_list(*[field.attname for field in names])
        )
    return found


def _plain(field, value, known):
    if isinstance(value, datetime):
        return "then"
    is_new = isinstance(field, models.ForeignKey) and value not in known[field.related_model]
    return "new" if is_new and value is not None else value


def after(client, path, fields, known):
    with transaction.atomic():
        client.post(path, fields)
        found = state(known)
        transaction.set_rollback(True)
    return found


def test_extra_fields_change_nothing(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    extras = everything_at_once()
    smuggled, forms = [], 0
    for client, path, form in every_form():
        known = {model: set(model._default_manager.values_list("pk", flat=True)) for model in apps.get_models()}
        alone = after(client, path, form.fields, known)
        together = after(client, path, {n: v for n, v in extras.items() if n not in form.fields} | form.fields, known)
        forms += 1
        smuggled += [(path, table) for table in alone if alone[table] != together[table]]

    assert (smuggled, forms > 60) == ([], True)
