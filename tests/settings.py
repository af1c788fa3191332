"""The product's settings, with quick hashing and folders of the test run's own."""

import os
import tempfile
from pathlib import Path

os.environ["LSCB_HOME"] = os.environ.get("LSCB_TEST_HOME") or tempfile.mkdtemp(prefix="lscb-test-")
os.environ.setdefault("LSCB_BASE_URL", "http://testserver")

from lscb.settings import *  # noqa: E402, F403
from lscb.settings import DATABASES, ENVIRONMENT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if not ENVIRONMENT.database_url:
    # A file, so that a browser's parallel requests each have a connection of their own.
    DATABASES["default"]["TEST"] = {"NAME": Path(ENVIRONMENT.home) / "test.sqlite3"}
