"""Long work: a row with a lease, done again when whoever did it died."""

import hashlib
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from lscb.core.constraints import one_of_choices
from lscb.core.enums import JobState
from lscb.core.models.users import User

# No lease reaches as far as this: one that does was given under a clock that was wrong.
FAR = timedelta(minutes=5)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> Self:
        """Work is followed by whoever asked for it, first or later."""
        return self.filter(askers=user)

    def claimable(self, *, now: datetime) -> Self:
        """Waiting, or left behind by a worker whose lease ran out."""
        left = Q(lease_until__lt=now) | Q(lease_until__gt=now + FAR)
        return self.filter(Q(state=JobState.QUEUED) | Q(left, state=JobState.RUNNING))


class Job(models.Model):
    """A piece of long work. The same kind and key is the same job, however often it is asked for."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    askers = models.ManyToManyField(User, related_name="+", help_text="Everyone who asked for this same work.")
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=500, blank=True, help_text="Why it could not be done, in a sentence.")

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="job_one_per_kind_and_key"),
            one_of_choices("state", JobState, name="job_state_is_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_finished(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def seen(self) -> str:
        """Changes with all that a watcher is shown."""
        return f"{self.state}-{self.progress}-{self.attempts}-{hashlib.sha256(self.step.encode()).hexdigest()[:8]}"

    @property
    def is_refused(self) -> bool:
        return self.state == JobState.FAILED
