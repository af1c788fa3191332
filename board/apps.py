from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"

    def ready(self) -> None:
        from board import sentences
        from board.models import ExtraHoliday
        from lscb.core import activity, calendar

        activity.describe(sentences.SENTENCES)
        calendar.register(ExtraHoliday.days)
