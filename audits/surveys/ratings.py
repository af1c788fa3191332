"""Members' ratings of the Board, statement by statement, year beside year."""

from dataclasses import dataclass

from audits.surveys.beside import hundredths
from audits.surveys.enums import Audience, SurveyStatus
from audits.surveys.models import Survey, SurveyQuerySet
from audits.surveys.results import Result, results_of

YEARS = 5


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement and its result in each rating shown; None where it was not asked or too few answered."""

    text: str
    results: list[Result | None]

    @property
    def change(self) -> str:
        """From the year before to the last one, where both are shown."""
        last = self.results[-2:]
        if len(last) < 2 or last[0] is None or last[1] is None:
            return ""
        moved = hundredths(last[1].score) - hundredths(last[0].score)
        return f"up {moved}" if moved > 0 else f"down {-moved}" if moved < 0 else "none"


def years_of(surveys: SurveyQuerySet) -> tuple[list[Survey], list[Statement]]:
    """The last five ratings, oldest first. Statements are the same where their words are."""
    closed = surveys.filter(audience=Audience.MEMBERS, status=SurveyStatus.CLOSED).order_by("-opens_on", "-pk")
    ratings = list(closed[:YEARS])[::-1]
    texts: dict[str, str] = {}
    found: list[dict[str, Result | None]] = []
    for survey in ratings:
        by_words = {_alike(one.question.text): one for one in results_of(survey).questions}
        texts |= {words: one.question.text for words, one in by_words.items()}
        found.append({words: one.whole for words, one in by_words.items()})
    return ratings, [Statement(text, [year.get(words) for year in found]) for words, text in texts.items()]


def _alike(text: str) -> str:
    return " ".join(text.split()).casefold()
