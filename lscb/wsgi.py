"""The web server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscb.settings")

application = get_wsgi_application()

from lscb.core.checks import refuse_to_start_if_broken  # noqa: E402  # needs the apps to be loaded

refuse_to_start_if_broken()
