"""The page about security names only what is there."""

import re

from tests.policy.repository import ROOT, read

PAGE = ROOT / "docs/security.md"
NAMED = re.compile(r"`((?:tests|docs|lscb)/[\w./-]+|\.dockerignore)`")
ROW = re.compile(r"^\| (\d[^|]*) \|[^|]*\| ([^|]*) \|$", re.MULTILINE)


def test_every_file_it_names_exists():
    named = set(NAMED.findall(read(PAGE)))

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    assert len([name for name in named if name.startswith("tests/")]) > 40


def test_every_item_has_a_test_or_a_reason():
    rows = ROW.findall(read(PAGE))

    assert [item for item, shown in rows if not shown.strip()] == []
    assert len(rows) > 80


def test_no_item_stands_twice():
    numbers = [number for items, _shown in ROW.findall(read(PAGE)) for number in re.findall(r"\d+\.\d+\.\d+", items)]

    assert sorted(numbers) == sorted(set(numbers))
