"""The worker's entry point: ``celery -A lscb``."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscb.settings")

app = Celery("lscb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def check(**_kwargs: Any) -> None:
    from lscb.core.checks import refuse_to_start_if_broken

    try:
        refuse_to_start_if_broken()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error  # the worker passes over anything less
