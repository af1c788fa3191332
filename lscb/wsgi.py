"""The web server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscb.settings")

django_application = get_wsgi_application()

# These need the apps to be loaded.
from lscb.core.checks import refuse_to_start_if_broken  # noqa: E402
from lscb.core.http import read_as_utf_8  # noqa: E402

application = read_as_utf_8(django_application)
refuse_to_start_if_broken()
