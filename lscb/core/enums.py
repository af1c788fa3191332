"""States of what core keeps."""

from django.db import models


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Working"
    DONE = "done", "Done"
    FAILED = "failed", "Not done"


class ScanState(models.TextChoices):
    OURS = "ours", "Made here"
    UNSCANNED = "unscanned", "Not scanned"
    WAITING = "waiting", "Waiting to be scanned"
    CLEAN = "clean", "Scanned"
    INFECTED = "infected", "Put aside"


class FileFaultKind(models.TextChoices):
    MISSING = "missing", "Missing"
    ALTERED = "altered", "Not what was stored"
