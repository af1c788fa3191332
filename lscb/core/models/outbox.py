"""Messages owed to people, with an account or without, and which reminder rungs they cover."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

# Longer than any wait between two attempts: what is put off further was put off under a clock that was wrong.
FAR = timedelta(hours=5)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unsent(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)

    def claimable(self, *, now: datetime) -> Self:
        """Unsent, and nobody is sending it at this moment."""
        is_free = Q(claimed_until=None) | Q(claimed_until__lt=now) | Q(claimed_until__gt=now + FAR)
        return self.unsent().filter(is_free)

    def over(self) -> Self:
        """Sent, or given up: nobody will send it any more."""
        return self.exclude(sent_at=None, given_up_at=None)

    def undelivered(self) -> Self:
        """Refused at least once and not sent since, given up or not, while there is a text to send."""
        return self.filter(sent_at=None, erased_at=None).exclude(last_error="")


class Notification(models.Model):
    """One message owed to one person. The row is the queue; the task is a nudge."""

    recipient = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="notifications", null=True)
    # Of someone without an account; forgotten once it is sent, or erased.
    address = models.EmailField(blank=True)
    dedupe_key = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    # A link that lets its reader in: the body names its place, and it is forgotten once it is sent.
    one_time_link = models.CharField(max_length=500, blank=True)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    queued_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When its text was erased, past its period.")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "dedupe_key"], name="notification_owed_once"),
            models.UniqueConstraint(
                fields=["dedupe_key"], condition=Q(recipient=None), name="notification_to_an_address_owed_once"
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, address="")
                | (
                    Q(recipient__isnull=True) & (~Q(address="") | Q(sent_at__isnull=False) | Q(erased_at__isnull=False))
                ),
                name="notification_is_to_someone",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(one_time_link=""), name="notification_sent_keeps_no_one_time_link"
            ),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(body=""), name="notification_erased_says_nothing"),
        ]
        indexes = [
            models.Index(fields=["queued_at"], condition=Q(sent_at=None), name="notification_unsent"),
            models.Index(fields=["object_type", "object_id"], name="notification_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.reader}"

    @property
    def reader(self) -> str:
        return str(self.recipient or self.address or "someone without an account")

    @property
    def to(self) -> str:
        return self.recipient.email if self.recipient else self.address


class Reminder(models.Model):
    """A rung of the ladder that is taken care of: once per deadline, due date, person and rung."""

    deadline_key = models.CharField(max_length=120)
    due_on = models.DateField()
    person = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="reminders")
    rung = models.IntegerField(help_text="Days before the due date; negative after it.")
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="reminders")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deadline_key", "due_on", "person", "rung"], name="reminder_once_per_rung"),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_key} at {self.rung} days"
