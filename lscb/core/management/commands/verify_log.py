"""Whether the activity log is still what was written: ``manage.py verify_log``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lscb.core import activity
from lscb.core.models import ActivityEvent, ActivitySeal


class Command(BaseCommand):
    help = "Recompute every link of the activity log's chain; fails at the first that does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = activity.first_broken_link()
        if broken is not None:
            raise CommandError(f"The log was altered: link {broken} does not hold.")
        unsealed = ActivityEvent.objects.unsealed().count()
        self.stdout.write(f"{ActivitySeal.objects.count()} links hold; {unsealed} lines are not sealed yet.")
