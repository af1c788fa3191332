"""Against figures worked out by others: by hand here, by the NHS's own package where its file lies beside us."""

import json
from pathlib import Path

import pytest

from indicators.analysis.spc import analyse

OURS = json.loads((Path(__file__).parents[1] / "data" / "spc_expected.json").read_text())
SHARED = sorted(Path(__file__).parents[5].glob("shared/data/spc/*.json"))
THEIRS = [series for path in SHARED for series in json.loads(path.read_text())["series"]]

RULES = {"Common": None, "Above": "outside", "Below": "outside", "7 Point ": "trend", "2 in 3": "two_of_three"}
ASSURANCE = {None: None, "consistent_pass": "pass", "consistent_fail": "fail", "inconsistent": "hit_and_miss"}


def close(line, expected):
    assert line == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("series", OURS, ids=lambda series: series["what"])
def test_worked_by_hand(series):
    options = ("improvement", "target", "baseline_points", "rebase_at", "screen_outliers")
    found = analyse(series["values"], **{name: series[name] for name in options if name in series})

    for group, (start, *lines) in zip(found.groups, series["lines"], strict=True):
        assert group.starts == start
        for point in found.points[group.starts : group.ends]:
            close([point.centre, point.lower, point.upper], lines)
    marked = {str(index): [point.rule, point.kind] for index, point in enumerate(found.points) if point.rule}
    assert marked == series["marked"]
    assert (found.variation, found.assurance, found.caution) == (series["variation"], series["assurance"], None)


def test_the_nhs_package():
    for series in THEIRS:
        agrees_with_the_package(series)


def agrees_with_the_package(series):
    options, expected = series["options"], series["expected"]
    dates = [one["date"] for one in series["input"]]
    found = analyse(
        [one["value"] for one in series["input"]],
        improvement=options["improvement_direction"].replace("neutral", "neither"),
        target=options["target"],
        rebase_at=[dates.index(options["rebase"])] if options["rebase"] else [],
        baseline_points=options["fix_after_n_points"],
        screen_outliers=options["screen_outliers"],
    )

    assert [found.points[group.starts].value for group in found.groups] == [
        series["input"][dates.index(segment["first_date"])]["value"] for segment in expected["segments"]
    ]
    for group, segment in zip(found.groups, expected["segments"], strict=True):
        point = found.points[group.starts]
        close([point.centre, point.lower, point.upper], [segment["mean"], segment["lpl"], segment["upl"]])
        assert group.caution == ("trial limits" if segment["short_group_warning"] else None)
    assert [(point.rule, point.kind) for point in found.points] == [
        (rule_named(point["special_cause_type"]), kind_named(point["point_type"])) for point in expected["points"]
    ]
    assert found.variation == kind_named(expected["last_point_type"])
    assert found.variation_icon == expected["variation_icon"].removesuffix("_cause")
    assert found.assurance == ASSURANCE[expected["assurance_type"]]


def rule_named(words):
    if words.startswith("7 Points"):
        return "shift"
    return next(rule for start, rule in RULES.items() if words.startswith(start))


def kind_named(words):
    return words.removeprefix("special_cause_").removesuffix("_cause")
