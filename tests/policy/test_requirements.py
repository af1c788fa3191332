import re
import tomllib

import pytest

from lscb.version import VERSION
from tests.policy.repository import ROOT

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[a-z,-]+\])?==(?P<version>\S+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, str]:
    return {pin["name"]: pin["version"] for pin in PIN.finditer((ROOT / "requirements" / name).read_text())}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize("file", ["run.txt", "dev.txt", "bill.txt"])
def test_every_package_is_pinned_with_its_hashes(file):
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements" / file).read_text().strip())

    assert [entry.splitlines()[0] for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []


def test_what_the_project_asks_for_is_pinned():
    asked_for = names(PROJECT["project"]["dependencies"])

    assert asked_for - set(pins("run.txt")) == set()
    groups = PROJECT["dependency-groups"]
    own = [requirement for requirement in groups["dev"] if isinstance(requirement, str)]
    assert asked_for | names([*own, *groups["bill"]]) <= set(pins("dev.txt"))
    assert names(groups["bill"]) <= set(pins("bill.txt"))


def test_developers_run_the_versions_that_production_runs():
    developers = pins("dev.txt")

    assert {name: developers.get(name) for name in pins("run.txt")} == pins("run.txt")


def test_the_product_knows_its_own_version():
    assert PROJECT["project"]["version"] == VERSION
