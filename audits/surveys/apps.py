from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "audits.surveys"
    label = "surveys"

    def ready(self) -> None:
        from audits.surveys import deadlines as own_deadlines
        from audits.surveys import evidence as own_evidence
        from audits.surveys import navigation, sentences
        from lscb.core import activity, deadlines, evidence
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        deadlines.register("surveys", own_deadlines.open_ratings)
        evidence.register("surveys", own_evidence.of_surveys)
        masthead.register(*navigation.PLACES)
