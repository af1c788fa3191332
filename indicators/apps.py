from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self) -> None:
        from audits.programme import carried_out
        from board import facts
        from frameworks.bringing_in import kinds
        from indicators import attention as own_attention
        from indicators import deadlines as own_deadlines
        from indicators import evidence as own_evidence
        from indicators import facts as own_facts
        from indicators import library_kind, navigation, sentences
        from indicators.actions.keep import keep_by_changed_settings
        from lscb.core import activity, append_only, attention, deadlines, evidence, settings_changed
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        append_only.protect("indicators.FigureRevision", "indicators.ReturnRevision", "indicators.Submission")
        deadlines.register("indicators", own_deadlines.open_returns, {"indicators.indicatorreturn": "indicator-return"})
        deadlines.register("data-gaps", own_deadlines.open_gaps, {"indicators.gap": "data-gap"})
        attention.register("indicators", own_attention.waiting)
        carried_out.register("indicators", own_facts.carrying_out)
        evidence.register("indicators", own_evidence.of_data_sets)
        facts.register("indicators", own_facts.supplied_by)
        facts.register_of_meetings("indicators", own_facts.chosen_for)
        kinds.register(library_kind.LibraryKind())
        masthead.register(*navigation.PLACES)
        settings_changed.register("indicators", keep_by_changed_settings)
