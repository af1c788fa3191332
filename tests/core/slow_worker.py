"""A worker of its own process, whose work says that it has begun and then takes its time."""

import os
import time
from pathlib import Path

import django

import lscb.settings

lscb.settings.DATABASES["default"]["NAME"] = os.environ["SLOW_WORKER_DATABASE"]
os.environ["DJANGO_SETTINGS_MODULE"] = "lscb.settings"
django.setup()

from lscb.celery import app  # noqa: E402
from lscb.core import jobs  # noqa: E402

__all__ = ["app"]


def slow(running, arguments):
    running.tell(40, "Half of it")
    Path(arguments["begun"]).touch()
    time.sleep(120)


jobs.register("test.slow", slow)
