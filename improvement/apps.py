from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "improvement"

    def ready(self) -> None:
        from board import facts
        from improvement import deadlines as own_deadlines
        from improvement import facts as own_facts
        from improvement import navigation, sentences
        from lscb.core import activity, deadlines
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        deadlines.register(
            "improvement", own_deadlines.open_actions, {"improvement.improvementaction": "improvement-action"}
        )
        facts.register("improvement", own_facts.undertaken_by)
        masthead.register(*navigation.PLACES)
