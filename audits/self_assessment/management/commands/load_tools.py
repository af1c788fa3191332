"""``manage.py load_tools``: the tools that ship with the product, each once."""

from typing import Any

from django.core.management.base import BaseCommand

from audits.self_assessment.actions import starting


class Command(BaseCommand):
    help = "Load the self-assessment tools that ship with the product. One that is here already is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in starting.names():
            tool, is_new = starting.take_ready(name, by=None)
            self.stdout.write(f"{tool}: {'loaded' if is_new else 'here already'}.")
