"""A person with a plain browser: follows links and presses buttons by their words, without JavaScript."""

import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, Request, build_opener

from demo.page import Page


class CheckError(Exception):
    """What was not as it should be, in a sentence."""


class Visitor:
    def __init__(self, base_url: str):
        self.base_url = base_url
        self.browser: OpenerDirector = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        self.page = Page("", b"", "")

    def sign_in(self, email: str, password: str) -> None:
        self.open("/")
        self.press("Sign in", login=email, password=password)
        self.expect("Sign out")

    def open(self, path: str) -> None:
        self._send(Request(urljoin(self.base_url, path)))

    def follow(self, words: str) -> None:
        link = self.page.link(words)
        if link is None:
            raise CheckError(f"{self.page.url} has no link “{words}”.")
        self.open(urljoin(self.page.url, link))

    def press(self, words: str, **fields: str) -> None:
        form = self.page.form_with(words)
        if form is None:
            raise CheckError(f"{self.page.url} has no button “{words}”.")
        sent = urlencode([*form.filled(words, fields)])
        address = urljoin(self.page.url, form.action)
        if form.method == "post":
            self._send(Request(address, data=sent.encode(), headers={"Referer": self.page.url}))
        else:
            self._send(Request(f"{address}?{sent}"))

    def expect(self, words: str) -> None:
        if words not in self.page.text:
            raise CheckError(f"{self.page.url} does not say “{words}”: {self.page.text[:500]}")

    def wait_for(self, address: str, *words: str, seconds: int) -> str:
        """Look again until the page says one of them, and which: the worker has its own pace."""
        give_up_at = time.monotonic() + seconds
        while True:
            self.open(address)
            said = next((each for each in words if each in self.page.text), None)
            if said is not None:
                return said
            if time.monotonic() > give_up_at:
                raise CheckError(f"{self.page.url} does not say “{words[0]}”: {self.page.text[:500]}")
            time.sleep(0.5)

    def _send(self, request: Request) -> None:
        try:
            with self.browser.open(request, timeout=60) as response:
                self.page = Page(response.url, response.read(), response.headers.get_content_type())
        except HTTPError as error:
            raise CheckError(f"{request.full_url} answered {error.code} {error.reason}.") from error
