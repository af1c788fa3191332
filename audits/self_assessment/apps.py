from django.apps import AppConfig


class SelfAssessmentConfig(AppConfig):
    name = "audits.self_assessment"
    label = "self_assessment"

    def ready(self) -> None:
        from audits.programme import carried_out
        from audits.self_assessment import attention as own_attention
        from audits.self_assessment import deadlines as own_deadlines
        from audits.self_assessment import evidence as own_evidence
        from audits.self_assessment import facts as own_facts
        from audits.self_assessment import filing as own_filing
        from audits.self_assessment import kinds as own_kinds
        from audits.self_assessment import navigation, sentences
        from audits.self_assessment.actions import papers
        from frameworks.bringing_in import kinds
        from lscb.core import activity, append_only, attention, deadlines, evidence, filing, jobs
        from lscb.core import navigation as masthead

        filing.register("self_assessment", own_filing.reach)
        append_only.protect(
            "self_assessment.EvidenceVersion",
            "self_assessment.Letter",
            "self_assessment.Paper",
            "self_assessment.PeerView",
        )
        append_only.protect("self_assessment.AnswerRevision", "self_assessment.HandingIn", "self_assessment.Judgement")
        activity.describe(sentences.SENTENCES)
        deadlines.register(
            "assessments", own_deadlines.open_returns, {"self_assessment.assessmentreturn": "assessment-return"}
        )
        deadlines.register(
            "assessment-evidence",
            own_deadlines.evidence_running_out,
            {"self_assessment.evidence": "assessment-evidence"},
        )
        deadlines.register(
            "assessment-questions",
            own_deadlines.questions_to_answer,
            {"self_assessment.conversation": "assessment-question"},
        )
        carried_out.register("assessments", own_facts.carrying_out)
        attention.register("assessments", own_attention.waiting)
        evidence.register("assessments", own_evidence.of_returns)
        jobs.register(papers.JOB, papers.make_paper)
        kinds.register(own_kinds.QuestionsKind())
        masthead.register(*navigation.PLACES)
