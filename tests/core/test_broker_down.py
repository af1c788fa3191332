"""The broker is down: nothing is lost, nobody waits, and people sign in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection

from lscb.core import tasks
from lscb.core.cache import SteadyRedisCache
from lscb.core.models import Notification
from tests.factories.core import UserFactory

PROJECT = Path(__file__).parents[2]
NOWHERE = "redis://127.0.0.1:1"
MOST_SECONDS = 5
QUEUE_FOR_ALL = """
import os, shutil, time
import django, lscb.settings
lscb.settings.DATABASES["default"]["NAME"] = os.environ["THIS_DATABASE"]
django.setup()
from django.db import transaction
from lscb.core import outbox
from lscb.core.models import User

if not lscb.settings.ENVIRONMENT.redis_url:
    shutil.rmtree(lscb.settings.ENVIRONMENT.home / "queue")
started = time.monotonic()
with transaction.atomic():
    outbox.queue(recipients=list(User.objects.all()), dedupe_key="k", subject="Asked for", body="Words")
print(time.monotonic() - started)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("redis_url", ["", NOWHERE], ids=["queue folder gone", "Redis down"])
def test_what_a_person_does_is_kept_and_takes_no_longer(redis_url, tmp_path):
    people = UserFactory.create_batch(20)
    environment = os.environ | {
        "LSCB_HOME": str(tmp_path),
        "LSCB_REDIS_URL": redis_url,
        "DJANGO_SETTINGS_MODULE": "lscb.settings",
        "THIS_DATABASE": str(connection.settings_dict["NAME"]),
    }

    done = subprocess.run(
        [sys.executable, "-c", QUEUE_FOR_ALL], env=environment, cwd=PROJECT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < MOST_SECONDS
    assert "the broker does not answer" in done.stderr
    assert (Notification.objects.unsent().count(), mail.outbox) == (len(people), [])
    tasks.sweep_outbox()
    assert len(mail.outbox) == len(people)


@pytest.fixture
def redis_down(settings):
    """The production cache, pointed at nothing."""
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}
    settings.CACHES = {
        "default": {"BACKEND": "lscb.core.cache.SteadyRedisCache", "LOCATION": NOWHERE},
        "without_redis": table,
    }
    assert isinstance(caches["default"], SteadyRedisCache)


@pytest.mark.django_db
def test_without_redis_people_sign_in_and_guessing_is_still_counted(client, redis_down):
    person = UserFactory()

    codes = [
        client.post("/account/sign-in/", {"login": person.email, "password": "wrong"}).status_code for _ in range(5)
    ]
    locked = client.post("/account/sign-in/", {"login": person.email, "password": "wrong"})

    assert codes == [200] * 5
    assert "sign-in was tried too often" in locked.text
