"""Where people reach the product over TLS: what the settings say, and what a browser is then told."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MIGRATED

pytestmark = pytest.mark.once
PROJECT = Path(__file__).resolve().parents[2]
ASK = """
import django, json
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.conf import settings
from django.test import Client
client = Client(SERVER_NAME="board.example.org.uk")
page, plain = client.get("/account/sign-in/", secure=True), client.get("/account/sign-in/")
[cookie] = [one for name, one in page.cookies.items() if "csrf" in name]
names = ["SECURE", "HTTPONLY", "NAME", "SAMESITE", "DOMAIN"]
print(json.dumps({
    "session": [getattr(settings, f"SESSION_COOKIE_{name}") for name in names],
    "cookie": [cookie.key, cookie["secure"], cookie["path"], cookie["domain"], cookie["samesite"]],
    "plain": [plain.status_code, plain.headers["Location"]],
    "headers": {name: page.headers[name] for name in ("Strict-Transport-Security", "Referrer-Policy")},
    "policy": page.headers["Content-Security-Policy"].split("; "),
}))
"""


def told(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LSCB_")}
    ours = {"LSCB_HOME": str(home), "LSCB_BASE_URL": "https://board.example.org.uk"}
    commands = [["manage.py", "migrate", "-v0"], ["-c", ASK]]
    if Path(MIGRATED).is_file():
        shutil.copy(MIGRATED, home)
        del commands[0]
    for command in commands:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=PROJECT,
            env=kept | ours | {"DJANGO_SETTINGS_MODULE": "lscb.settings"},
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
    return json.loads(done.stdout.splitlines()[-1])


def test_cookies_are_this_hosts_alone_and_everything_goes_over_tls(tmp_path):
    found = told(tmp_path)

    assert found["session"] == [True, True, "__Host-sessionid", "Lax", None]
    assert found["cookie"] == ["__Host-csrftoken", True, "/", "", "Lax"]
    assert found["plain"] == [301, "https://board.example.org.uk/account/sign-in/"]
    assert found["headers"] == {
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
        "Referrer-Policy": "same-origin",
    }
    refused = {f"{what} 'none'" for what in ("default-src", "object-src", "base-uri", "frame-ancestors")}
    assert refused <= set(found["policy"])
