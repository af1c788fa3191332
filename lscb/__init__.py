"""Wiring only: settings, URLs, the worker and the web entry point."""

from lscb.celery import app as celery_app

__all__ = ["celery_app"]
