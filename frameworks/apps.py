from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"

    def ready(self) -> None:
        from frameworks import deadlines as own_deadlines
        from frameworks import evidence as own_evidence
        from frameworks import navigation, sentences
        from lscb.core import activity, deadlines, evidence
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        deadlines.register(
            "frameworks", own_deadlines.open_activities, {"frameworks.monitoringactivity": "monitoring-activity"}
        )
        evidence.register("frameworks", own_evidence.of_activities)
        masthead.register(*navigation.PLACES)
