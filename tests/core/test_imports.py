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


def test_nothing_large_is_imported_before_it_is_needed(tmp_path):
    environment = os.environ | {"LSCB_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "lscb.settings"}

    done = subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True)

    loaded = set(done.stdout.split())
    assert {"django", "reports"} <= loaded
    assert loaded & LARGE == set()
