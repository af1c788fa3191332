"""Dates known to the day, the month or the year, and months, as people write them."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frameworks.fields import WRONG
from frameworks.timescales import PartialDate
from frameworks.timescales.dates import month_number
from frameworks.timescales.words import MONTH, MONTH_NAMES
from lscb.core.forms import DateField
from lscb.core.templatetags.words import uk_date

_MONTH_YEAR = re.compile(rf"({MONTH})\.?\s+([0-9]{{4}})", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
WRONG_DAY = "Enter days or months with their years, such as: 30 June 2026, December 2026"
WRONG_MONTHS = "Write months by their names, such as: April, October"


def read(text: str) -> PartialDate:
    """ValidationError where it is no date."""
    if _YEAR.fullmatch(text):
        return PartialDate(int(text))
    if match := _MONTH_YEAR.fullmatch(text):
        return PartialDate(int(match[2]), month_number(match[1]))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        text = f"{text}-01"
        return PartialDate(*_day(text)[:2])
    return PartialDate(*_day(text))


def _day(text: str) -> tuple[int, int, int]:
    day = DateField(error_messages={"invalid": WRONG}).clean(text)
    assert day is not None
    return day.year, day.month, day.day


class PartialDateFormField(forms.CharField):
    def prepare_value(self, value: Any) -> Any:
        return value.in_words if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> Any:
        text = " ".join((super().to_python(value) or "").split())
        return read(text) if text else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "input--short", "autocomplete": "off"}


class MonthsField(forms.CharField):
    """Month names with commas or "and" between; a list of numbers, in order."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(MONTH_NAMES[number - 1].capitalize() for number in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = [word for word in re.split(r"[\s,;&]+|\band\b", (super().to_python(value) or "").lower()) if word]
        if not all(re.fullmatch(MONTH, word.rstrip(".")) for word in words):
            raise ValidationError(WRONG_MONTHS)
        return sorted({month_number(word.rstrip(".")) for word in words})


class DatesField(forms.CharField):
    """Several dates with commas between; a list of them as text, in order."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(PartialDate.parse(each).in_words for each in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        pieces = [" ".join(piece.split()) for piece in re.split(r"[,;\n]", super().to_python(value) or "")]
        return sorted({str(read(piece)) for piece in pieces if piece})


class DaysField(DatesField):
    """Several days with commas between; of a month, its last. A list of them as text, in order."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(uk_date(date.fromisoformat(each)) for each in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        dates = [PartialDate.parse(each) for each in super().to_python(value)]
        if any(each.month is None for each in dates):
            raise ValidationError(WRONG_DAY)
        return sorted({each.last_day.isoformat() for each in dates})
