"""Work out anew what all figures come to: ``manage.py keep_series``. Needed only where figures were written by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from indicators.actions.hide import hide_all_beside
from indicators.actions.keep import keep_series
from indicators.models import Indicator


class Command(BaseCommand):
    help = "Work out anew, for every indicator, what dashboards read of it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with transaction.atomic():
            hide_all_beside()
            keep_series(Indicator.objects.all())
        self.stdout.write(f"Worked out for {Indicator.objects.count()} indicators.")
