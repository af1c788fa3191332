from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "audits.surveys"
    label = "surveys"

    def ready(self) -> None:
        from audits.self_assessment.actions import papers
        from audits.surveys import deadlines as own_deadlines
        from audits.surveys import evidence as own_evidence
        from audits.surveys import navigation, sentences
        from audits.surveys.papers import of_beside
        from lscb.core import activity, deadlines, evidence
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        deadlines.register("surveys", own_deadlines.open_ratings)
        evidence.register("surveys", own_evidence.of_surveys)
        papers.register(of_beside.KIND, of_beside.draw)
        masthead.register(*navigation.PLACES)
