"""What a web process carries from its start: nothing large that only the worker, or one page in a hundred, needs."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.once
LARGE = {
    "weasyprint",
    "holidays",
    "icalendar",
    "markdown_it",
    "openpyxl",
    "docx",
    "fontTools",
    "PIL",
    "resvg_py",
    "requests",
}
START = """
import django, sys
django.setup()
from django.urls import get_resolver
assert get_resolver().url_patterns
print(*{name.partition(".")[0] for name in sys.modules})
"""


DIRECTORY = {"ISSUER": "https://directory.example/", "CLIENT_ID": "lscb", "SECRET": "s", "NAME": "Council"}
KNOWN = """
import django
django.setup()
from allauth.socialaccount.providers import registry
print(*[known.id for known in registry.get_class_list()])
"""


def said_by(script, home, **settings):
    """What a process of its own prints."""
    environment = os.environ | {"LSCB_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lscb.settings"} | settings
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_process_knows_the_directory_from_its_start_where_one_is_set(tmp_path):
    """The second step of a sign-in may reach another process than the one that sent the person to the directory."""
    given = {f"LSCB_OIDC_{name}": value for name, value in DIRECTORY.items()}

    assert (said_by(KNOWN, tmp_path), said_by(KNOWN, tmp_path, **given)) == (set(), {"directory"})


def test_nothing_large_is_imported_before_it_is_needed(tmp_path):
    loaded = said_by(START, tmp_path)

    assert {"django", "reports"} <= loaded
    assert loaded & LARGE == set()
