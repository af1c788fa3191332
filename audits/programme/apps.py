from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "audits.programme"
    label = "programme"

    def ready(self) -> None:
        from audits.programme import attention as own_attention
        from audits.programme import deadlines as own_deadlines
        from audits.programme import evidence as own_evidence
        from audits.programme import facts as own_facts
        from audits.programme import filing as own_filing
        from audits.programme import kinds as own_kinds
        from audits.programme import navigation, sentences
        from board import facts
        from frameworks import carrying_out
        from frameworks.bringing_in import kinds
        from lscb.core import activity, attention, deadlines, evidence, filing
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        deadlines.register("programme", own_deadlines.open_entries, {"programme.programmeentry": "programme-entry"})
        deadlines.register("audits", own_deadlines.owed_by_audits, {"programme.audit": "audit"})
        evidence.register("audits", own_evidence.of_audits)
        filing.register("programme", own_filing.reach)
        carrying_out.register("programme", own_facts.carrying_out)
        facts.register("programme", own_facts.asked_of)
        facts.register_of_meetings("programme", own_facts.coming_to)
        facts.register_of_groups("programme", own_facts.waiting_for)
        attention.register("programme", own_attention.waiting)
        kinds.register(own_kinds.ProgrammeKind())
        masthead.register(*navigation.PLACES)
