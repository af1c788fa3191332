"""A person's own calendar, by an address that only they know."""

from django.conf import settings
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac


class CalendarFeed(models.Model):
    """Whether a person's calendar may be fetched, and under which address: each new one ends the one before."""

    user = models.OneToOneField("core.User", on_delete=models.CASCADE, related_name="calendar_feed")
    serial = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"Calendar of {self.user}"

    @property
    def token(self) -> str:
        """Worked out, not kept: whoever reads the database has no address."""
        value = f"{self.user_id}:{self.serial}"
        return salted_hmac("lscb.calendar", value, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()

    def answers_to(self, token: str) -> bool:
        return self.is_open and constant_time_compare(self.token, token)
