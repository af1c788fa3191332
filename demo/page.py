"""What a browser without JavaScript makes of a page: its words, its links, its forms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

NEVER_SENT = {"submit", "button", "reset", "image", "file"}
TICKED = {"checkbox", "radio"}


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # words, name, value

    def filled(self, words: str, changes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """What pressing the button sends: a change replaces the field of that name, or adds one."""
        yield from ((name, value) for name, value in self.fields if name not in changes)
        yield from changes.items()
        yield from ((name, value) for text, name, value in self.buttons if text == words and name)


class Page(HTMLParser):
    def __init__(self, url: str, content: bytes, content_type: str):
        super().__init__()
        self.url, self.content, self.content_type = url, content, content_type
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._title = ""
        self._form: Form | None = None
        self._open: tuple[str, dict[str, str], int] | None = None  # a link, button, text area or choice being read
        self._select: tuple[str, list[str]] = ("", [])
        if content_type == "text/html":
            self.feed(content.decode())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._words).split())

    @property
    def title(self) -> str:
        """Its own part of the title, before the Board's name."""
        return self._title.partition(" – ")[0]

    def link(self, words: str) -> str | None:
        """The first that says this, among other words perhaps."""
        return next((address for text, address in self.links if words in text), None)

    def form_with(self, words: str) -> Form | None:
        return next((form for form in self.forms if any(text == words for text, *_ in form.buttons)), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "input":
            self._read_input(given)
        elif tag == "select":
            self._select = (given.get("name", ""), [])
        elif tag in {"a", "button", "textarea", "option", "title"}:
            self._open = (tag, given, len(self._words))

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._form:
            name, values = self._select
            self._form.fields.extend((name, value) for value in values[:1])
        elif self._open and self._open[0] == tag:
            _, given, start = self._open
            self._open = None
            self._read(tag, given, "".join(self._words[start:]))

    def _read_input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if self._form is None or "name" not in given or kind in NEVER_SENT or "disabled" in given:
            return
        if kind not in TICKED or "checked" in given:
            self._form.fields.append((given["name"], given.get("value", "on" if kind in TICKED else "")))

    def _read(self, tag: str, given: dict[str, str], text: str) -> None:
        words = " ".join(text.split())
        if tag == "title":
            self._title = self._title or words
        elif tag == "a":
            self.links.append((words, given.get("href", "")))
        elif self._form is None:
            return
        elif tag == "button":
            self._form.buttons.append((words, given.get("name", ""), given.get("value", "")))
        elif tag == "textarea":
            self._form.fields.append((given.get("name", ""), text.removeprefix("\n")))
        elif "selected" in given:
            self._select[1].insert(0, given.get("value", words))
        else:
            self._select[1].append(given.get("value", words))
