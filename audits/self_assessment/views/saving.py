"""What became of each answer that a person tried to save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from audits.self_assessment import actions
from audits.self_assessment.actions.submission import missing
from audits.self_assessment.forms import SentForm, prefix_of, stored
from audits.self_assessment.models import Answer, AnswerQuerySet, Judgement
from audits.self_assessment.scales import point_of
from lscb.core.editing.both import Both, both_of
from lscb.core.exceptions import Refused
from lscb.core.models import User
from lscb.core.templatetags.words import uk_date


@dataclass(slots=True)
class Outcome:
    """One question after an attempt to save it: saved, or why not, with the text still in its boxes."""

    answer: Answer
    texts: Mapping[str, str]  # of its boxes
    saved_at: datetime | None = None
    refusal: str = ""
    both: Both | None = None
    today: date = field(default_factory=timezone.localdate)
    before: Judgement | None = None  # what the panel made of last round's answer
    follow_ons: Sequence[tuple[int, bool]] = ()  # answers that come and go with this one, and whether each is asked

    @property
    def key(self) -> str:
        return prefix_of(self.answer.pk)

    @property
    def is_unsaved(self) -> bool:
        return bool(self.refusal or self.both)

    @property
    def problems(self) -> list[str]:
        """What still stands in the way of handing it in; nothing is said of what nobody has touched yet."""
        if not self.answer.is_answered and not self.answer.version:
            return []
        return [sentence for found in missing([self.answer], today=self.today) for sentence in found.sentences]

    @property
    def about_evidence(self) -> str:
        """That what shows it counts no more, or will not for long."""
        if not self.answer.is_evidenced:
            return ""
        shown, due_on = self.answer.shown, self.answer.assessment.due_on
        if day := shown.expired_on(today=self.today):
            return f"What shows it was good until {uk_date(day)}, and counts no more."
        if day := shown.runs_out_on(today=self.today, due_on=due_on):
            return f"What shows it is good until {uk_date(day)}. Add a later version in time."
        return ""


def save_if_changed(
    answers: AnswerQuerySet, answer: Answer, data: Mapping[str, Any], *, by: User, today: date
) -> Outcome:
    """The plain Save sends every question; those that say what is stored already need nothing."""
    form = SentForm(answer.pk, data)
    if not form.is_sent:
        return Outcome(answer, stored(answer))
    is_same = form.is_valid() and all(getattr(answer, name) == value for name, value in form.said().items())
    if is_same and not form.confirms and form.resolution is None:
        return Outcome(answer, stored(answer))
    return save(answers, answer.pk, data, by=by, today=today)


def save(answers: AnswerQuerySet, pk: int, data: Mapping[str, Any], *, by: User, today: date) -> Outcome:
    """Try to save one answer. One that is not this person's to see raises ``Answer.DoesNotExist``."""
    sent = SentForm(pk, data)
    whose, chosen = sent.resolution or ("", None)
    if whose == "theirs":
        answer = _found(answers, pk)
        return Outcome(answer, stored(answer), saved_at=timezone.now())
    if not sent.is_valid():
        name, sentences = next(iter(sent.errors.items()))
        answer = _found(answers, pk)
        return Outcome(answer, sent.over(answer), refusal=f"{sent.fields[name].label}: {sentences[0]}")
    version = sent.cleaned_data["version"] if chosen is None else chosen
    try:
        kept = actions.save_answer(
            answers, pk, sent.said(), version=version, by=by, today=today, confirms=sent.confirms
        )
    except actions.AnswerConflict as conflict:
        return Outcome(conflict.theirs, sent.over(conflict.theirs), both=_both(conflict.theirs, sent, by=by))
    except Refused as refusal:
        answer = _found(answers, pk)
        return Outcome(answer, sent.over(answer), refusal=str(refusal))
    return Outcome(kept, stored(kept), saved_at=timezone.now())


def _found(answers: AnswerQuerySet, pk: int) -> Answer:
    found = answers.select_related("question__tool_standard", "assessment__campaign", "assessment__agency", "saved_by")
    return found.select_related("brought_from__assessment__campaign").get(pk=pk)


def _both(theirs: Answer, form: SentForm, *, by: User) -> Both:
    said = form.said()
    texts = [
        (str(form.fields[name].label), _words(theirs, name, getattr(theirs, name)), _words(theirs, name, mine))
        for name, mine in said.items()
        if name in form.fields and getattr(theirs, name) != mine
    ]
    return both_of(theirs.saved_by, theirs.saved_at, theirs.version, texts, by=by)


def _words(answer: Answer, name: str, value: Any) -> str:
    point = point_of(answer.question.scale, str(value)) if name == "value" else None
    return point.label if point else str(value) or "—"
