"""What is worked out by the Board's settings, and must be anew when they change; apps register how when they start."""

from collections.abc import Callable

_listeners: dict[str, Callable[[], object]] = {}


def register(app: str, listener: Callable[[], object]) -> None:
    """The listener is called in the transaction that changed the settings."""
    _listeners[app] = listener


def tell() -> None:
    for listener in _listeners.values():
        listener()
