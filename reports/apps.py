from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from lscb.core import activity, append_only, jobs
        from lscb.core import navigation as masthead
        from reports import actions, navigation, sentences

        activity.describe(sentences.SENTENCES)
        append_only.protect("reports.PackEdition")
        jobs.register(actions.JOB, actions.make_edition)
        masthead.register(*navigation.PLACES)
