"""The worker's entry point: ``celery -A lscb``."""

import os
from typing import Any

from celery import Celery
from celery.signals import before_task_publish, setup_logging, task_prerun, worker_init
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from lscb.core import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscb.settings")

app = Celery("lscb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_kwargs: Any) -> None:
    """Its being connected is enough: Celery then leaves the settings' own logging in place."""


@before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_kwargs: Any) -> None:
    headers[request_id.TASK_HEADER] = request_id.current()


@task_prerun.connect
def take_request_id(task: Any, **_kwargs: Any) -> None:
    headers = task.request.headers or {}
    request_id.carry(str(headers.get(request_id.TASK_HEADER) or task.request.get(request_id.TASK_HEADER) or ""))


@worker_init.connect
def check(**_kwargs: Any) -> None:
    from lscb.core.checks import refuse_to_start_if_broken

    try:
        refuse_to_start_if_broken()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error  # the worker passes over anything less
    except DatabaseError as error:
        raise SystemExit("The database does not answer, so it cannot be asked whether the log is protected.") from error
