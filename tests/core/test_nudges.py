import logging
import shutil
import time

import pytest
from celery import Celery
from django.db import transaction

from lscb.core import nudges
from lscb.settings import queue
from lscb.settings.environment import read_environment

MOST_SECONDS = 5  # one try to connect; waiting for a broker takes six seconds a nudge


@pytest.fixture(autouse=True)
def rested(monkeypatch):
    monkeypatch.setattr(nudges, "_resting_until", 0.0)


@pytest.fixture
def task_at(monkeypatch, tmp_path):
    """A task that is nudged through the broker of such an environment."""

    def make(**variables):
        monkeypatch.delenv("LSCB_REDIS_URL", raising=False)
        for name, value in ({"HOME": str(tmp_path)} | variables).items():
            monkeypatch.setenv(f"LSCB_{name}", value)
        settings = queue.broker(read_environment())
        app = Celery("nudged", broker=settings["CELERY_BROKER_URL"], set_as_current=False)
        app.conf.broker_transport_options = settings["CELERY_BROKER_TRANSPORT_OPTIONS"]
        app.conf.task_publish_retry = False

        @app.task(name="nudged")
        def nudged(pk):
            raise AssertionError("only a worker runs it")

        return nudged

    return make


def test_a_nudge_is_a_message_in_the_queue_folder(task_at, tmp_path):
    task = task_at()

    nudges.now(task, 1)

    assert len(list((tmp_path / "queue").glob("*.msg"))) == 1


def test_a_queue_folder_that_is_gone_slows_nobody(task_at, tmp_path, caplog):
    task = task_at()
    shutil.rmtree(tmp_path / "queue")

    started = time.monotonic()
    nudges.now(task, 1)

    assert time.monotonic() - started < MOST_SECONDS
    assert "does not answer" in caplog.text


def test_a_queue_folder_that_went_away_under_us_slows_nobody(task_at, tmp_path, caplog):
    task = task_at()
    nudges.now(task, 1)
    shutil.rmtree(tmp_path / "queue")

    nudges.now(task, 2)

    assert [record.levelno for record in caplog.records if record.name == "lscb.core.nudges"] == [logging.WARNING]


def test_a_redis_that_is_down_slows_nobody(task_at, caplog):
    task = task_at(REDIS_URL="redis://127.0.0.1:1")

    started = time.monotonic()
    for pk in range(40):
        nudges.now(task, pk)

    assert time.monotonic() - started < MOST_SECONDS
    assert caplog.text.count("does not answer") == 1  # then it is left alone for a while


def test_after_a_rest_the_broker_is_tried_again(task_at, tmp_path, monkeypatch):
    task = task_at()
    shutil.rmtree(tmp_path / "queue")
    nudges.now(task, 1)
    (tmp_path / "queue").mkdir()

    nudges.now(task, 2)
    assert list((tmp_path / "queue").glob("*.msg")) == []

    monkeypatch.setattr(nudges, "_resting_until", 0.0)
    nudges.now(task, 3)
    assert len(list((tmp_path / "queue").glob("*.msg"))) == 1


@pytest.mark.django_db(transaction=True)
def test_a_nudge_waits_for_its_row_to_be_really_there(task_at, tmp_path):
    task = task_at()

    with transaction.atomic():
        nudges.after_commit(task, 1)
        assert list((tmp_path / "queue").glob("*.msg")) == []
    assert len(list((tmp_path / "queue").glob("*.msg"))) == 1

    with transaction.atomic():
        nudges.after_commit(task, 2)
        transaction.set_rollback(True)
    assert len(list((tmp_path / "queue").glob("*.msg"))) == 1
