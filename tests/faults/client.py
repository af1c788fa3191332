"""People at their browsers, and a ledger of all that was acknowledged to them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from tests.faults.product import Product
from tests.faults.waiting import PATIENCE

TOKEN = "a" * 32
SAVED = re.compile(r'data-state="\d\d:\d\d"')
RECEIPT = re.compile(r"/indicators/returns/receipts/([^/]+)/")


@dataclass(frozen=True)
class Desk:
    """One agency's return with one row, and the sessions of its two leads."""

    item: int
    figure: int
    email: str
    leads: list[int]
    sessions: list[str]

    @property
    def lead(self) -> int:
        return self.leads[0]

    @property
    def prefix(self) -> str:
        return f"row-{self.figure}"


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    @property
    def is_saved(self) -> bool:
        return self.status == 200 and SAVED.search(self.text) is not None

    @property
    def reference(self) -> str | None:
        found = RECEIPT.search(self.location) if self.status == 302 else None
        return found[1] if found else None


@dataclass
class Ledger:
    """What people were told is done."""

    receipts: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    writers: set[tuple[int, str]] = field(default_factory=set)
    acknowledgements: Counter[str] = field(default_factory=Counter)


class People:
    def __init__(self, product: Product, ledger: Ledger):
        self.product, self.ledger = product, ledger

    def save(self, desk: Desk, text: str, *, version: int = 0, who: int = 0, port: int | None = None) -> Answer:
        """One row saves itself."""
        sent = {f"{desk.prefix}-version": version, f"{desk.prefix}-commentary": text}
        path = f"/indicators/returns/figures/{desk.figure}/save/"
        answer = self.post(desk.sessions[who], path, sent, port=port)
        if answer.is_saved:
            self.ledger.texts.append(text)
            self.ledger.writers.add((desk.item, desk.sessions[who]))
        return answer

    def submit(self, desk: Desk, *, versions: int = 0, port: int | None = None) -> Answer:
        path = f"/indicators/returns/{desk.item}/submit/"
        answer = self.post(desk.sessions[0], path, {"stamp": f"0.{versions}"}, port=port)
        if answer.reference:
            self.ledger.receipts[answer.reference] = desk.item
            self.ledger.acknowledgements[answer.reference] += 1
        return answer

    def post(self, session: str, path: str, sent: dict[str, Any], *, port: int | None = None) -> Answer:
        return self._ask("POST", path, session, port=port, body=urlencode({"csrfmiddlewaretoken": TOKEN} | sent))

    def get(self, session: str, path: str) -> Answer:
        return self._ask("GET", path, session)

    def _ask(self, method: str, path: str, session: str, *, port: int | None = None, body: str = "") -> Answer:
        """As the proxy in front would hand it on."""
        cookies = self.product.cookies
        connection = HTTPConnection("127.0.0.1", port or self.product.port, timeout=PATIENCE)
        headers = {
            "Host": self.product.host,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.1",
            "Referer": f"https://{self.product.host}/",
            "Cookie": f"{cookies}sessionid={session}; {cookies}csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            return Answer(
                response.status, response.headers.get("Location", ""), response.read().decode(errors="replace")
            )
        finally:
            connection.close()
