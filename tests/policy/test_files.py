import re
from pathlib import Path
from statistics import median

from tests.policy.repository import ROOT, line_count, read, tracked_files

PLACES_OF_ONE_MACHINE = re.compile(r"(?<![\w.*~}-])/(?:work|root|Users|home/\w+)/")
PACKAGE_INDEXES = re.compile(r"pypi\.org|pythonhosted|deb\.debian\.org|(?<!no-emit-)index-url|registry\.npmjs")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")
LEFT_OUT = re.compile(r"mark\.(?:skip|xfail)|pytest\.(?:skip|xfail|importorskip)\(")
RULES = Path(__file__)


def breaking(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        if path != RULES
        for number, line in enumerate(read(path).splitlines(), 1)
        if pattern.search(line)
    ]


def written_by_hand() -> list[Path]:
    return [path for path in tracked_files("*.py") if "migrations" not in path.parts]


def test_no_file_names_a_place_on_one_machine():
    assert breaking(PLACES_OF_ONE_MACHINE, tracked_files()) == []


def test_no_file_names_a_package_index():
    assert breaking(PACKAGE_INDEXES, tracked_files()) == []


def test_nothing_is_left_unfinished():
    assert breaking(UNFINISHED, written_by_hand()) == []


def test_no_test_is_left_out():
    assert breaking(LEFT_OUT, tracked_files("tests/*.py")) == []


def test_files_are_short():
    lengths = [line_count(path) for path in written_by_hand() if line_count(path)]

    assert median(lengths) < 100


def test_few_files_are_long():
    long = [path.relative_to(ROOT) for path in written_by_hand() if line_count(path) > 250]

    assert len(long) <= len(written_by_hand()) // 20, long
