"""Dates and times typed as people write them."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

DATE_FORMATS = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"]
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?,?\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)


class DateInput(forms.DateInput):
    """A plain box: pickers are slow for people who know the date, and poor for those who cannot see them."""

    def format_value(self, value: Any) -> Any:
        return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value


class TimeInput(forms.TimeInput):
    def format_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time | datetime) else value


class DateField(forms.DateField):
    """ "18 June 2026", "18/6/2026", "Thursday 18th June 2026" or "2026-06-18"."""

    widget = DateInput
    default_error_messages = {
        "required": "Enter a date such as 18 June 2026",
        "invalid": "Enter a date such as 18 June 2026",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": DATE_FORMATS, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "input--short", "autocomplete": "off"}

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = _plain_date(value)
        day = super().to_python(value)
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def strptime(self, value: str, format: str) -> date:  # noqa: A002
        if not value.isascii():
            raise ValueError
        return super().strptime(value, format)


class TimeField(forms.TimeField):
    """ "10:42", "10.42" or "2pm"."""

    widget = TimeInput
    default_error_messages = {
        "required": "Enter a time such as 10:30",
        "invalid": "Enter a time such as 10:30",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": TIME_FORMATS, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "input--short", "autocomplete": "off"}

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)

    def strptime(self, value: str, format: str) -> time:  # noqa: A002
        if not value.isascii():
            raise ValueError
        return super().strptime(value, format)


class DateTimeWidget(forms.SplitDateTimeWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, [DateInput, TimeInput], attrs)


class DateTimeField(forms.SplitDateTimeField):
    """A date and a time in two boxes, read by the Board's clock."""

    widget = DateTimeWidget
    default_error_messages = {
        "required": "Enter a date and a time",
        "invalid_date": "Enter a date such as 18 June 2026",
        "invalid_time": "Enter a time such as 10:30",
    }

    def __init__(self, **kwargs: Any) -> None:
        forms.MultiValueField.__init__(self, (DateField(), TimeField()), **kwargs)


def _plain_date(text: str) -> str:
    """Leave out the weekday and the ordinal, and read "Sept" as "Sep"."""
    text = _WEEKDAY.sub("", " ".join(text.split()))
    text = _ORDINAL.sub("", text).replace(",", "")
    return re.sub(r"\bsept\b", "Sep", text, flags=re.IGNORECASE)
