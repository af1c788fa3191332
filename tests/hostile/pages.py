"""The forms of a page as a browser would send them, so that each field can be sent something else."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# What a browser sends of itself, or what is no field.
BUTTONS = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """Where it goes, its fields with what stands in them, and those of them that take words."""

    path: str
    fields: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """Every form of a page that posts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._area = self._choice = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", "")) if given.get("method", "").lower() == "post" else None
            self.found += [self._form] if self._form else []
        elif self._form:
            getattr(self, f"_{tag}", self._other)(given)

    def _other(self, _given):
        """Nothing that is sent."""

    def _input(self, given):
        kind, name = given.get("type", "text"), given.get("name", "")
        if not name or kind in BUTTONS:
            return
        if kind in {"checkbox", "radio"} and "checked" not in given:
            self._form.fields.setdefault(name, "")
        else:
            self._form.fields[name] = given.get("value", "")
        if kind == "text":
            self._form.texts.append(name)

    def _textarea(self, given):
        self._area = given["name"]
        self._form.fields[self._area] = ""
        self._form.texts.append(self._area)

    def _select(self, given):
        self._choice = given["name"]
        self._form.fields.setdefault(self._choice, "")

    def _option(self, given):
        if self._choice and "selected" in given:
            self._form.fields[self._choice] = given.get("value", "")

    def handle_data(self, data):
        if self._form and self._area:
            self._form.fields[self._area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._choice = ""
