"""Columns for what a timescale is made of."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from frameworks.timescales import PartialDate

WRONG = "Enter a year, a month and year, or a day: 2026, June 2026, 18 June 2026"


if TYPE_CHECKING:
    CharField = models.CharField[PartialDate | None, PartialDate | None]
else:
    CharField = models.CharField


class PartialDateField(CharField):
    """A date known to the day, the month or the year; NULL where there is none. Sorts by time, the vaguer first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": 10})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> Any:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(WRONG, code="invalid") from error

    def run_validators(self, value: Any) -> None:
        """A text's: that it is a date has been seen to."""

    def get_prep_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value or None

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)
