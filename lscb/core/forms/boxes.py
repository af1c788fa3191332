"""The plain boxes of a form, drawn without a template: a return of sixty rows has three hundred of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from lscb.core.templatetags.furniture import attributes, options

Widget = Mapping[str, Any]


def _input(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, _attributes(widget))


def _textarea(widget: Widget) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget), widget["value"] or ""
    )


def _select(widget: Widget) -> SafeString:
    inside = options(widget["optgroups"])
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), inside)


def _attributes(widget: Widget) -> SafeString:
    return attributes(widget["attrs"])


DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
