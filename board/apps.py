from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"

    def ready(self) -> None:
        from board import attention as own_attention
        from board import dates, navigation, queries, sentences
        from board.models import Board, ExtraHoliday
        from lscb.core import activity, attention, calendar, feeds, identity, keepers
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        attention.register("board", own_attention.waiting)
        calendar.register(ExtraHoliday.days)
        feeds.register("board", dates.meetings_of)
        identity.register(Board.identity)
        keepers.register(queries.keepers)
        masthead.register(*navigation.PLACES)
