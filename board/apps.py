from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"

    def ready(self) -> None:
        from board import navigation, sentences
        from board.models import Board, ExtraHoliday
        from lscb.core import activity, calendar, identity
        from lscb.core import navigation as masthead

        activity.describe(sentences.SENTENCES)
        calendar.register(ExtraHoliday.days)
        identity.register(Board.identity)
        masthead.register(*navigation.PLACES)
