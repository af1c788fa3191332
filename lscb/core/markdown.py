"""People's Markdown as safe HTML: emphasis, lists, small headings, tables, and nothing that reaches out."""

from functools import cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "blockquote", "code", "pre", "hr"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
# What would fetch or lead elsewhere, and tags that people type, are shown as they were typed.
LEFT_AS_TYPED = ["image", "link", "autolink", "reference", "html_block", "html_inline"]


def as_html(text: str) -> SafeString:
    """Headings begin below the page's own, and never skip a level: the fourth only after a third."""
    import nh3

    reader = _reader()
    tokens = reader.parse(text)
    has_third = False
    for token in tokens:
        if token.type == "heading_open":
            token.tag = "h4" if has_third and token.tag != "h1" else "h3"
            has_third = True
            last = token.tag
        elif token.type == "heading_close":
            token.tag = last
    drawn = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(nh3.clean(drawn, tags=TAGS, attributes={"ol": {"start"}}))  # noqa: S308 - cleaned by nh3


@cache
def _reader() -> "MarkdownIt":
    """Only where Markdown is shown: it is large."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(LEFT_AS_TYPED)
