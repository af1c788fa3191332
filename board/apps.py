from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"

    def ready(self) -> None:
        from board import answering, dates, escalation, navigation, queries, sentences, signin
        from board import attention as own_attention
        from board.models import Board, ExtraHoliday
        from lscb.core import activity, attention, calendar, deadlines, feeds, identity, keepers, signin_rules
        from lscb.core import escalation as told
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        attention.register("board", own_attention.waiting)
        calendar.register(ExtraHoliday.days)
        deadlines.register_deputies(answering.standing_in)
        told.register(escalation.ladder)
        feeds.register("board", dates.meetings_of)
        identity.register(Board.identity)
        keepers.register(queries.keepers)
        signin_rules.register(signin.rules_for)
        masthead.register(*navigation.PLACES)
