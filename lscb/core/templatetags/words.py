"""Filters known to every template: dates, times and quantities as the Board writes them.

uk_date "18 June 2026" · long_date "Thursday 18 June 2026" · uk_day "Thu 18 June" · short_date "30 Apr 2026"
clock "10:42" · due_on|days_late:today "9 days late" · n|quantity:"return" "3 returns" · x|dash "—" for nothing
field_words and as_read: a field's name and a logged value as a person reads them
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from lscb.core.markdown import as_html

register = template.Library()


@register.filter
def in_fours(text: str) -> list[str]:
    """A long key in pieces that can be typed; copied, it is whole."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]


@register.filter
def uk_date(value: Any) -> str:
    """18 June 2026"""
    return _written(value, "j F Y")


@register.filter
def long_date(value: Any) -> str:
    """Thursday 18 June 2026"""
    return _written(value, "l j F Y")


@register.filter
def uk_day(value: Any) -> str:
    """Thu 18 June"""
    return _written(value, "D j F")


@register.filter
def short_date(value: Any) -> str:
    """30 Apr 2026"""
    return _written(value, "j M Y")


@register.filter
def clock(value: Any) -> str:
    """10:42"""
    return _written(value, "H:i")


@register.filter
def days_late(due_on: date | None, today: date) -> str:
    """9 days late, or nothing."""
    days = (today - due_on).days if due_on else 0
    return f"{quantity(days, 'day')} late" if days > 0 else ""


@register.filter
def quantity(count: int, noun: str) -> str:
    """1 return, 3 returns; irregular ones as "entry,entries"."""
    one, _, many = noun.partition(",")
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@register.filter
def dash(value: Any) -> Any:
    """An em dash for nothing; nought is something."""
    return "—" if value is None or value == "" else value


@register.filter
def field_words(name: str) -> str:
    """A field's name as a person would say it."""
    words = str(name).removesuffix("_id").replace("_", " ").replace(".", " ").strip()
    return words[:1].upper() + words[1:]


@register.filter
def as_read(value: Any) -> str:
    """A value kept in the log, as a person would read it."""
    if value is None or value in ("", []):
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(as_read(item) for item in value)
    if isinstance(value, str):
        return _read_moment(value)
    return str(value)


def _read_moment(text: str) -> str:
    try:
        if len(text) == len("2026-06-18") and (day := parse_date(text)):
            return uk_date(day)
        if moment := parse_datetime(text):
            return f"{uk_date(moment)}, {clock(moment)}"
    except ValueError:
        pass
    return text


def _written(value: Any, form: str) -> str:
    if not value and not hasattr(value, "hour"):
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, form, use_l10n=False)


@register.filter
def markdown(text: str) -> SafeString:
    """What a person wrote with Markdown's marks, made safe."""
    return as_html(text)
