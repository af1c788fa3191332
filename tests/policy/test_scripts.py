import os
import re

import pytest

from lscb.core.pdf import NO_LIBRARIES
from tests.policy.repository import ROOT, line_count, read, tracked_files

SCRIPTS = [path for path in tracked_files("script", ".ci") if path.suffix == ""]
PARTS = tracked_files("script/lib/*.sh")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_run_and_says_what_it_does(script):
    shell, purpose, *_ = read(script).splitlines()

    assert os.access(script, os.X_OK)
    assert shell == ("#!/usr/bin/env bash" if script.parent.name == ".ci" else "#!/bin/sh")
    assert purpose.startswith("# ")


@pytest.mark.parametrize("script", [*SCRIPTS, *PARTS], ids=lambda path: path.name)
def test_a_script_is_read_on_one_screen(script):
    assert line_count(script) <= 80


def test_every_script_stops_at_the_first_fault():
    assert [path.name for path in SCRIPTS if not re.search(r"^set -eu", read(path), re.MULTILINE)] == []


def test_scripts_name_debian_packages_in_one_place():
    naming = [path.relative_to(ROOT).as_posix() for path in [*SCRIPTS, *PARTS] if "libpango" in read(path)]

    assert naming == ["script/lib/debian.sh"]


def test_the_product_and_the_scripts_ask_an_administrator_for_the_same_packages():
    packages = re.search(r'^PDF_PACKAGES="(.+)"$', read(ROOT / "script/lib/debian.sh"), re.MULTILINE)

    assert packages
    assert NO_LIBRARIES.endswith(f"apt-get install {packages[1]}")
