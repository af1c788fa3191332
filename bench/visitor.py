"""One person's browser in a load run: asks over the network, and keeps a ledger of what was acknowledged."""

import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock

import requests

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 30
SAVING, ANSWERING = "one row saving itself", "one answer saving itself"


@dataclass
class Ledger:
    """What everyone was told, what it took, and what went wrong; written by many threads."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    saved: list[tuple[int, int, str]] = field(default_factory=list)  # figure, version, what was typed
    answered: list[tuple[int, int, str]] = field(default_factory=list)  # answer, version, what was typed
    submitted: list[tuple[int, str]] = field(default_factory=list)  # return, reference
    lock: Lock = field(default_factory=Lock)


class Refusal(Exception):
    """An answer other than the one expected."""


class Visitor:
    def __init__(self, base: str, ledger: Ledger, number: int, cookies: dict[str, str] | None = None) -> None:
        self.base, self.ledger = base, ledger
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.cookies.update(cookies or {})
        # As the proxy in front would say: each person sits at a machine of their own.
        self.session.headers["X-Forwarded-For"] = f"10.0.{number // 250}.{number % 250 + 1}"
        self.token = ""

    def get(self, kind: str, path: str) -> str:
        return self._timed(kind, "GET", path)

    def post(self, kind: str, path: str, fields: dict[str, str], *, by_script: bool = False, lands_on: str = "") -> str:
        headers = {"HX-Request": "true"} if by_script else {}
        fields = {**fields, "csrfmiddlewaretoken": self.token}
        return self._timed(kind, "POST", path, lands_on=lands_on, data=fields, headers=headers)

    def _timed(self, kind: str, method: str, path: str, *, lands_on: str = "", **asked) -> str:
        began = time.monotonic()
        try:
            answer = self.session.request(method, self.base + path, timeout=PATIENCE, **asked)
        except requests.RequestException as error:
            self._note(kind, began, wrong=type(error).__name__)
            raise Refusal(str(error)) from error
        is_right = answer.status_code == 200 and lands_on in answer.url
        self._note(
            kind, began, wrong="" if is_right else f"{answer.status_code} at {answer.url.removeprefix(self.base)}"
        )
        if not is_right:
            raise Refusal(path)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer.text

    def _note(self, kind: str, began: float, *, wrong: str) -> None:
        with self.ledger.lock:
            self.ledger.seconds[kind].append(time.monotonic() - began)
            if wrong:
                self.ledger.wrong[kind].append(wrong)
