"""A table whose rows become cards on a small screen: the roles and labels its cells need for that."""

from html import escape
from html.parser import HTMLParser

ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}
HEADER_ROLES = {"col": "columnheader", "row": "rowheader"}


def with_roles_and_labels(html: str) -> str:
    """Add table roles, which cards would lose, and each cell's column heading as ``data-l``."""
    labeller = _Labeller()
    labeller.feed(html)
    labeller.close()
    return "".join(labeller.out)


class _Labeller(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.headings: list[str] = []
        self.column = 0
        self.depth = 0
        self.in_head = False
        self.position = (1, 0)

    def feed(self, data: str) -> None:
        self.lines = data.splitlines(keepends=True) or [""]
        super().feed(data)
