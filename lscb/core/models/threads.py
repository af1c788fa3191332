"""A question about something, and what was answered."""

from django.db import models

from lscb.core.constraints import both_or_neither, not_blank


class Thread(models.Model):
    """A conversation that stays open until whoever asked is satisfied."""

    subject = models.CharField(max_length=200)
    opened_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [both_or_neither("closed_at", "closed_by", name="thread_closed_stamps")]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Message(models.Model):
    """What one person said in a thread. Not edited afterwards."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [not_blank("text", name="message_says_something")]

    def __str__(self) -> str:
        return self.text[:60]
