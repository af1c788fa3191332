"""Budgets are judged by what was measured."""

import pytest

from bench.results import Results
from bench.table import as_markdown, as_text

MACHINE = {"cores": "2", "memory": "24 GB", "SQLite": "3.40.1"}
ASSESSMENT = {"questions": 9, "questions floor": 5, "answer": 8, "answer floor": 6}
BESIDE = {"questions": 50, "questions floor": 5, "answer": 10, "answer floor": 2}


def results(history=1, **cpu):
    return Results(
        history=history,
        engine="sqlite",
        machine=MACHINE,
        queries={"dashboard": 10, "form": 7, "autosave": 8, "indicator": 10, **ASSESSMENT},
        cpu={"dashboard": 20, "floor": 8, "form": 50, "autosave": 11, "indicator": 12, "first dashboard": 120, **BESIDE}
        | cpu,
        lists={"agencies": 6},
        pack={"ours": 6.0, "alone": 5.0, "pages": 40, "charts": 40},
        server={"start": 0.9, "replaced": 0.4, "fresh": 80, "busy": 90, "resident": 150, "visits": 160},
        log_lines=1,
    )


def test_what_keeps_to_its_budgets_is_said_in_one_sentence():
    assert as_text([results(), results(10), results(100)]).endswith("All 20 budgets are met.")


@pytest.mark.parametrize(
    ("cpu", "missed"),
    [
        ({"dashboard": 25}, "Dashboard, against 8.0 ms of floor, 10×; Dashboard, against 1× history, 10×"),
        ({"form": 61}, "Return form of 60 rows, 10×"),
        ({"questions": 61}, "Self-assessment, a page of 60 questions, against 5.0 ms of floor, 10×"),
        ({"answer": 16}, "One answer of it saving itself, against 2.0 ms of floor, 10×"),
        ({"autosave": 16}, "One answer saving itself (1 line in the log for all), 10×"),
    ],
)
def test_what_does_not_is_named(cpu, missed):
    assert as_text([results(), results(10, **cpu), results(100)]).endswith(f"Missed: {missed}.")


def test_a_list_that_grows_is_missed():
    grown = results(10)
    grown.lists = {"agencies": 7}

    assert "Missed: List: agencies" in as_text([results(), grown, results(100)])


def test_the_page_says_on_what_machine():
    page = as_markdown([results(), results(10), results(100)])

    assert "2 cores, 24 GB memory, SQLite 3.40.1" in page
    assert "| Return form of 60 rows | 1× | 7 | 50.0 |  | 12 queries, 60 ms | met |" in page
