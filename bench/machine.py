"""What it was measured on: figures mean nothing without it. No names."""

import os
import platform
from importlib.metadata import version

from django.db import connection

PACKAGES = ("Django", "weasyprint", "gunicorn")


def described() -> dict[str, str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GB",
        "Python": platform.python_version(),
        connection.display_name: ".".join(map(str, connection.get_database_version())),
        **{name: version(name) for name in PACKAGES},
    }
