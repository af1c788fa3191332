from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "lscb.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.conf import settings
        from django.contrib.auth.signals import user_logged_in

        from lscb.core import append_only, checks, sessions, signin_events  # noqa: F401

        post_migrate.connect(append_only.install_after_migrate, dispatch_uid="append-only")
        user_logged_in.connect(sessions.begin, dispatch_uid="session-begins")
        signin_events.listen()
        if settings.DIRECTORY_NAME:
            # Every web process: one that takes the second step of a sign-in need not be the one that began it.
            from lscb.core import directory_provider  # noqa: F401
