"""The product's settings, with quick hashing and folders of the test run's own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["LSCB_HOME"] = tempfile.mkdtemp(prefix="lscb-test-")
os.environ.setdefault("LSCB_BASE_URL", "http://testserver")

from lscb.settings import *  # noqa: F403
from lscb.settings import CACHES, DATABASES, ENVIRONMENT, STORAGES, queue

atexit.register(shutil.rmtree, ENVIRONMENT.home, ignore_errors=True)

# WhiteNoise warns of a folder that is not there, and a warning fails a test.
(Path(ENVIRONMENT.home) / "static").mkdir(exist_ok=True)
RESET_ANSWERS_AFTER = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if not ENVIRONMENT.database_url:
    # A file, so that a browser's parallel requests each have a connection of their own.
    DATABASES["default"]["TEST"] = {"NAME": Path(ENVIRONMENT.home) / "test.sqlite3"}
if ENVIRONMENT.redis_url:
    # A keyspace for each of xdist's workers: one must not count, or empty, another's throttles.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = queue.keyspace_after(ENVIRONMENT.redis_url, worker + 1)
