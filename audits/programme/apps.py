from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "audits.programme"
    label = "programme"

    def ready(self) -> None:
        from audits.programme import deadlines as own_deadlines
        from audits.programme import navigation, sentences
        from lscb.core import activity, deadlines
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        deadlines.register("programme", own_deadlines.open_entries)
        masthead.register(*navigation.PLACES)
