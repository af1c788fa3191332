"""Under which licences production's packages are given: draws ``docs/licences.md``."""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.policy.repository import ROOT
from tests.policy.test_requirements import PIN

PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences

The packages that production runs, as pinned in `requirements/run.txt`, and under which licences each is given. Drawn by
`script/bill`; a test keeps it true and holds it to the licences that a Board may accept. The product's fonts come from
the two packages named `font-…` and keep their licence beside them. What only some systems or versions of Python need is
not listed.

| package | version | licence |
| --- | --- | --- |
"""

# Said by the licence file in the package alone.
BY_ITS_FILE = {"resvg_py": "MIT License"}


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    version: str
    licence: str


def always_installed() -> list[str]:
    """What production installs whatever its Python and system: a pin without a condition."""
    lines = (ROOT / "requirements" / "run.txt").read_text().splitlines()
    return [pin["name"] for line in lines if ";" not in line and (pin := PIN.match(line))]


def packages() -> list[Package]:
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--packages", *always_installed()]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = [_package(one["Name"].lower(), one["Version"], one["License"]) for one in json.loads(told)]
    return sorted(found, key=lambda package: package.name)


def _package(name: str, version: str, licence: str) -> Package:
    return Package(name, version, BY_ITS_FILE.get(name, licence) if licence == "UNKNOWN" else licence)


def page() -> str:
    return HEAD + "".join(f"| {one.name} | {one.version} | {one.licence} |\n" for one in packages())


if __name__ == "__main__":
    PAGE.write_text(page())
