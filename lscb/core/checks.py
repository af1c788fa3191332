"""What must hold before the product starts."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from lscb.core import append_only


# A deployment check, for migrate runs all others first and could then not put right what this one finds.
@register(Tags.database, deploy=True)
def append_only_triggers(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The triggers are in place on every append-only table there is."""
    return [
        Error(
            f"The append-only tables have lost their triggers: {', '.join(gone)}.",
            hint="Run manage.py migrate, which puts them back, and find out who removed them.",
            id="core.E001",
        )
        for alias in databases or []
        if (gone := append_only.missing(connections[alias]))
    ]


def refuse_to_start_if_broken() -> None:
    """Neither web nor worker may write where the log could be rewritten."""
    errors = run_checks(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS], include_deployment_checks=True)
    connections.close_all()
    if serious := [error for error in errors if error.is_serious()]:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint or ''}".strip() for error in serious))
