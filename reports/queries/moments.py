"""Days as moments."""

from datetime import date, datetime, time

from django.utils import timezone


def end_of(day: date) -> datetime:
    """The last moment of a day by the Board's clock."""
    return timezone.make_aware(datetime.combine(day, time.max))
