"""The web server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscb.settings")

django_application = get_wsgi_application()

# These need the apps to be loaded.
from lscb.core import checks  # noqa: E402
from lscb.core.gate import gate  # noqa: E402
from lscb.core.http import read_as_utf_8  # noqa: E402

application = read_as_utf_8(django_application)
checks.refuse_unsafe_settings()
checks.refuse_invented_people()
gate.shut()
