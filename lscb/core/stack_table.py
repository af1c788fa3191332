"""A table whose rows become cards on a small screen: the roles and labels its cells need for that."""

from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser

ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}
HEADER_ROLES = {"col": "columnheader", "row": "rowheader", "colgroup": "columnheader", "rowgroup": "rowheader"}


@lru_cache(maxsize=128)
def with_roles_and_labels(rows: str) -> str:
    """Add table roles, which cards would lose, and each cell's column heading as ``data-l``; nothing else.

    A heading for ears alone stays one: where its cells are cards, no eye needs to be told that a button acts.
    """
    labeller = _Labeller()
    labeller.feed(rows)
    labeller.close()
    return "".join(labeller.out)


class _Labeller(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.headings: list[str] = []
        self.column = 0
        self.inner_tables = 0
        self.is_in_head = self.is_in_heading = self.is_for_ears = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        self.inner_tables += tag == "table"
        self.is_for_ears = self.is_in_heading and "vh" in (dict(attrs).get("class") or "").split()
        if not self.inner_tables:
            for name, value in self._missing(tag, dict(attrs)).items():
                written = f'{written[:-1]} {name}="{escape(value)}">'
        self.out.append(written)

    def _missing(self, tag: str, attrs: dict[str, str | None]) -> dict[str, str]:
        added: dict[str, str] = {}
        if tag == "thead":
            self.is_in_head = True
        elif tag == "tr":
            self.column = 0
            self.headings = [] if self.is_in_head else self.headings
        elif tag in {"th", "td"}:
            span = int(attrs.get("colspan") or 1)
            if self.is_in_head:
                self.headings += [""] * span
                self.is_in_heading = True
            elif tag == "td" and span == 1 and (heading := self._heading()):
                added["data-l"] = heading
            self.column += span
        role = HEADER_ROLES.get(attrs.get("scope") or "col") if tag == "th" else ROLES.get(tag)
        if role:
            added["role"] = role
        return {name: value for name, value in added.items() if name not in attrs}

    def _heading(self) -> str:
        return " ".join("".join(self.headings[self.column : self.column + 1]).split())

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")
        self.is_for_ears = False
        if tag == "table":
            self.inner_tables -= 1
        elif tag == "thead" and not self.inner_tables:
            self.is_in_head = False
        elif tag in {"th", "td"} and not self.inner_tables:
            self.is_in_heading = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        self.out.append(data)
        if self.is_in_heading and self.headings and not self.is_for_ears:
            self.headings[-1] += unescape(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")
