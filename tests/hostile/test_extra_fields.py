"""A form with every column of every table added to it changes nothing that the form alone would not."""

import re

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from tests.hostile.asking import client_for, our_models

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WRITES = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
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


def compared(model):
    """Every column but for chance and moments, and the numbers of rows."""
    fields = [field for field in model._meta.concrete_fields if field.name not in CHANCE and not field.primary_key]
    return [field for field in fields if not isinstance(field, models.DateTimeField)]


def rows_of(model):
    return list(model._default_manager.order_by("pk").values_list(*[one.attname for one in compared(model)]))


def after(client, path, fields):
    """Every row of each table that was written to, as it stands then."""
    written = set()

    def note(execute, sql, params, many, context):
        written.update(WRITES.findall(sql))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            client.post(path, fields)
        found = {model: rows_of(model) for model in our_models() if model._meta.db_table in written}
        transaction.set_rollback(True)
    return found


def without_new_numbers(model, rows):
    """In whatever order, each new row it names being as good as another."""
    return sorted(str([_plain(*cell) for cell in zip(compared(model), row, strict=True)]) for row in rows)


def same(model, rows, others):
    return rows == others or without_new_numbers(model, rows) == without_new_numbers(model, others)


def _plain(field, value):
    if not isinstance(field, models.ForeignKey) or value is None:
        return value
    return value if field.related_model._default_manager.filter(pk=value).exists() else "new"


def test_extra_fields_change_nothing(world, forms, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    extras = everything_at_once()
    smuggled = []
    for row, path, form in forms:
        client = client_for(row, world)
        alone = after(client, path, form.fields)
        together = after(client, path, {n: v for n, v in extras.items() if n not in form.fields} | form.fields)
        smuggled += [
            (path, model._meta.label)
            for model in alone.keys() | together.keys()
            if not same(model, *(found[model] if model in found else rows_of(model) for found in (alone, together)))
        ]

    assert (smuggled, len(forms) > 60) == ([], True)
