"""A busy day in minutes: ``python -m bench.day SECONDS``, in a home of its own."""

import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from threading import Thread

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from audits.self_assessment.models import Answer  # noqa: E402
from bench import crowd, oracle, report, server  # noqa: E402
from bench.visitor import ANSWERING, SAVING, Ledger, Refusal, Visitor  # noqa: E402
from bench.web import Browser  # noqa: E402
from indicators.models import Figure, IndicatorReturn  # noqa: E402
from lscb.core.models import User  # noqa: E402

SIGNING_IN, SUBMITTING, MIXED_LEADS = 40, 30, 30
THINKS = (1.0, 5.0)
STAMP = re.compile(r'name="stamp" value="([^"]+)"')


def main(seconds: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    crowd.build(today=timezone.localdate())
    call_command("keep_series", stdout=sys.stderr)
    leads, members = _people("lead"), _people("member")
    rows = {person.pk: _rows(person) for person in leads}
    answers = {person.pk: _answer(person) for person in leads}
    ledger = Ledger()
    with server.running(workers=2, with_worker=True) as (port, _workers, _seconds):
        base = f"http://127.0.0.1:{port}"
        visitors = {one.pk: _signed_in(base, ledger, one, number) for number, one in enumerate([*leads, *members])}
        connections.close_all()
        fresh = [Visitor(base, ledger, 200 + number) for number in range(SIGNING_IN)]
        _together(
            partial(_sign_in, one, person, after=60 * n / SIGNING_IN)
            for n, (one, person) in enumerate(zip(fresh, leads, strict=False))
        )
        until = time.monotonic() + min(60, seconds)
        _together(partial(_autosave, visitors[one.pk], rows[one.pk][0], until) for one in leads)
        until = time.monotonic() + min(60, seconds)
        _together(partial(_autosave, visitors[one.pk], answers[one.pk], until) for one in leads)
        until = time.monotonic() + seconds
        working = [(person, rows[person.pk]) for person in leads[:MIXED_LEADS]] + [(person, []) for person in members]
        _together(partial(_work, visitors[person.pk], own, until) for person, own in working)
        _together(
            partial(_submit, visitors[person.pk], person, after=10 * n / SUBMITTING)
            for n, person in enumerate(leads[:SUBMITTING])
        )
    print(report.of(ledger, oracle.differences(ledger)))


def _people(name: str) -> list[User]:
    return list(User.objects.filter(email__startswith=name, email__endswith="@bench.example").order_by("pk"))


class Row:
    """A row of a return, with the version its lead has before them."""

    kind, prefix, url_name = SAVING, "row", "indicators:figure-save"

    def __init__(self, figure: Figure | Answer) -> None:
        self.pk, self.version = figure.pk, figure.version

    def typed(self) -> tuple[str, dict[str, str]]:
        """What is typed over this version, and the boxes with it."""
        typed = str(30 + self.version % 20)
        return typed, {"numerator_text": typed, "denominator_text": "60", "missing_reason": ""}

    def ledger_of(self, ledger: Ledger) -> list[tuple[int, int, str]]:
        return ledger.saved


class Said(Row):
    """An answer to a self-assessment, likewise."""

    kind, prefix, url_name = ANSWERING, "q", "self-assessment:answer-save"

    def typed(self) -> tuple[str, dict[str, str]]:
        typed = f"Seen {self.version} times by {self.pk}."
        return typed, {"value": "met", "why": typed}

    def ledger_of(self, ledger: Ledger) -> list[tuple[int, int, str]]:
        return ledger.answered


def _rows(lead: User) -> list[Row]:
    return [Row(figure) for figure in Figure.objects.visible_to(lead).order_by("pk")]


def _answer(lead: User) -> Said:
    """The first of their sixty."""
    return Said(Answer.objects.visible_to(lead).order_by("pk")[0])


def _signed_in(base: str, ledger: Ledger, person: User, number: int) -> Visitor:
    browser = Browser(None, person)
    visitor = Visitor(base, ledger, number, browser.cookies)
    visitor.token = browser.token
    return visitor


def _together(works: Iterable[Callable[[], None]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _sign_in(visitor: Visitor, person: User, *, after: float) -> None:
    time.sleep(after)
    with suppress(Refusal):
        visitor.get("sign-in page", reverse("account_login"))
        fields = {"login": person.email, "password": crowd.PASSWORD}
        visitor.post("signing in", reverse("account_login"), fields, lands_on="/tasks/")


def _autosave(visitor: Visitor, row: Row, until: float) -> None:
    """Once a second, or as soon as the last save was answered."""
    while time.monotonic() < until:
        began = time.monotonic()
        with suppress(Refusal):
            _save(visitor, row)
        time.sleep(max(0, 1 - (time.monotonic() - began)))


def _save(visitor: Visitor, row: Row) -> None:
    typed, fields = row.typed()
    url = reverse(row.url_name, args=[row.pk])
    sent = {f"{row.prefix}-{row.pk}-{name}": text for name, text in {"version": str(row.version), **fields}.items()}
    answer = visitor.post(row.kind, url, sent, by_script=True)
    if f'value="{row.version + 1}"' not in answer:
        with visitor.ledger.lock:
            visitor.ledger.wrong[row.kind].append("not saved over its version")
        return
    row.version += 1
    with visitor.ledger.lock:
        row.ledger_of(visitor.ledger).append((row.pk, row.version, typed))


def _work(visitor: Visitor, rows: list[Row], until: float) -> None:
    """A lead fills in and looks around, a member reads; each thinks between."""
    chance = random.Random(visitor.session.headers["X-Forwarded-For"])  # noqa: S311
    pages = ["reports:dashboard", "reports:indicator-list", "programme:home", "board:meeting-list"]
    pages = ["my-tasks", "indicators:return-list"] if rows else pages
    while time.monotonic() < until:
        with suppress(Refusal):
            if rows and chance.random() < 0.6:
                _save(visitor, chance.choice(rows))
            else:
                name = chance.choice(pages)
                visitor.get(name, reverse(name))
        time.sleep(chance.uniform(*THINKS))


def _submit(visitor: Visitor, lead: User, *, after: float) -> None:
    time.sleep(after)
    item = IndicatorReturn.objects.get(agency__in=lead.appointments.values("agency"))
    connections.close_all()
    url = reverse("indicators:return-submit", args=[item.pk])
    with suppress(Refusal):
        [stamp] = STAMP.findall(visitor.get("check before submitting", url))
        receipt = visitor.post("submitting", url, {"stamp": stamp}, lands_on="/receipts/")
        with visitor.ledger.lock:
            visitor.ledger.submitted.append((item.pk, receipt))


if __name__ == "__main__":
    main(int(sys.argv[1]))
