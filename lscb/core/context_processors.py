"""What every page of a signed-in person knows about its session."""

from typing import Any

from django.utils import timezone

from lscb.core import directory, sessions, writers
from lscb.core.models import User


def session(request: Any) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not hasattr(request, "session"):
        return {"directory": directory.name()}
    return {
        "session_left": sessions.time_left(request, now=timezone.now())[0],
        "written_by": writers.mark_of(user),
    }
