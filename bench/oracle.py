"""Whether the database holds what people were told it holds, once, and nothing else: one answer for a load run."""

from collections import Counter

from audits.self_assessment.models import AnswerRevision
from bench.visitor import ANSWERING, SAVING, Ledger
from indicators.enums import ReturnStatus
from indicators.models import FigureRevision, IndicatorReturn, Submission
from lscb.core.models import ActivityEvent


def differences(ledger: Ledger) -> list[str]:
    return [*_of_rows(ledger), *_of_answers(ledger), *_of_submissions(ledger)]


def _of_rows(ledger: Ledger) -> list[str]:
    kept = {
        (figure, version): texts["numerator_text"]
        for figure, version, texts in FigureRevision.objects.filter(
            figure__in={pk for pk, _version, _typed in ledger.saved}
        ).values_list("figure", "version", "texts")
    }
    return _of_saves(ledger.saved, kept, ledger.wrong[SAVING], "saves")


def _of_answers(ledger: Ledger) -> list[str]:
    kept = {
        (answer, version): texts["why"]
        for answer, version, texts in AnswerRevision.objects.filter(
            answer__in={pk for pk, _version, _typed in ledger.answered}
        ).values_list("answer", "version", "texts")
    }
    return _of_saves(ledger.answered, kept, ledger.wrong[ANSWERING], "answers to self-assessments")


def _of_saves(
    acknowledged: list[tuple[int, int, str]], kept: dict[tuple[int, int], str], wrong: list[str], what: str
) -> list[str]:
    """Each version acknowledged is there with what was typed; one that is there unacknowledged had a lost answer."""
    told = {(pk, version): typed for pk, version, typed in acknowledged}
    lost = [key for key, typed in told.items() if kept.get(key) != typed]
    unsaid = kept.keys() - told.keys()
    found = [f"{len(lost)} acknowledged {what} are not in the database as typed"] if lost else []
    if len(unsaid) > len(wrong):
        found.append(f"{len(unsaid)} {what} are in the database that nobody was told of")
    return found


def _of_submissions(ledger: Ledger) -> list[str]:
    told = Counter(pk for pk, _receipt in ledger.submitted)
    kept = Counter(Submission.objects.values_list("indicator_return", flat=True))
    logged = Counter(ActivityEvent.objects.filter(verb="return.submitted").values_list("object_id", flat=True))
    shown = set(IndicatorReturn.objects.filter(status=ReturnStatus.SUBMITTED).values_list("pk", flat=True))
    found = []
    for name, there in (("in the database", kept), ("in the log", logged)):
        if wrong := [pk for pk in told if there[pk] != 1]:
            found.append(f"{len(wrong)} acknowledged submissions are not {name} once")
    answers_lost = len(ledger.wrong["submitting"])
    if len(shown - told.keys()) > answers_lost:
        found.append(f"{len(shown - told.keys())} returns are shown as submitted that nobody was told of")
    return found
