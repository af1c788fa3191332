"""How gunicorn serves the product: ``gunicorn --config python:lscb.web_server --bind ... --workers ...``."""

import gc
from typing import Any

wsgi_app = "lscb.wsgi"
timeout = 30
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
# Loaded once: a worker that takes the place of another answers at once, and what all share is held once.
preload_app = True


def when_ready(server: Any) -> None:
    """Before the first worker: what every one of them would load, and nothing that the collector would copy."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
