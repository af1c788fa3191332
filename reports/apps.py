from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from lscb.core import activity, append_only
        from lscb.core import navigation as masthead
        from reports import navigation, sentences

        activity.describe(sentences.SENTENCES)
        append_only.protect("reports.PackEdition")
        masthead.register(*navigation.PLACES)
