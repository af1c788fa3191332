"""People's Markdown as safe HTML: emphasis, lists, small headings and nothing that reaches out."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "h3",
    "h4",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")


def as_html(text: str) -> SafeString:
    """Tags that people type are shown as typed; headings begin below the page's own."""
    drawn = _reader.render(text)
    for given, shown in (("h2", "h4"), ("h1", "h3")):
        drawn = drawn.replace(f"<{given}>", f"<{shown}>").replace(f"</{given}>", f"</{shown}>")
    return mark_safe(nh3.clean(drawn, tags=TAGS, attributes={}))  # noqa: S308 - cleaned by nh3
