"""What a meeting looks at. One query."""

from board.models import Meeting
from indicators.models import ChosenIndicator


def chosen_for(meeting: Meeting) -> frozenset[int]:
    return frozenset(ChosenIndicator.objects.filter(meeting=meeting).values_list("indicator", flat=True))
