from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "frameworks"

    def ready(self) -> None:
        from frameworks import attention as own_attention
        from frameworks import coverage_kind, navigation, sentences
        from frameworks import deadlines as own_deadlines
        from frameworks import evidence as own_evidence
        from frameworks import kinds as own_kinds
        from frameworks.actions import stored
        from frameworks.bringing_in import kinds
        from lscb.core import activity, attention, deadlines, evidence, jobs
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        deadlines.register(
            "frameworks", own_deadlines.open_activities, {"frameworks.monitoringactivity": "monitoring-activity"}
        )
        deadlines.register(
            "consultations", own_deadlines.open_consultations, {"frameworks.framework": "framework-consultation"}
        )
        deadlines.register("devising", own_deadlines.open_stages, {"frameworks.stage": "devising-stage"})
        attention.register("frameworks", own_attention.waiting)
        evidence.register("frameworks", own_evidence.of_activities)
        kinds.register(own_kinds.FrameworkKind())
        kinds.register(coverage_kind.CoverageKind())
        jobs.register(stored.JOB, stored.save_in_job)
        masthead.register(*navigation.PLACES)
