"""Feedback letters: drafted from what is recorded, put right, issued once; a corrected one is a new one."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audits.self_assessment import notifications
from audits.self_assessment.actions.papers import LETTER, ask_for_paper
from audits.self_assessment.drafting import drafted
from audits.self_assessment.enums import JUDGED
from audits.self_assessment.models import AssessmentReturn, Letter, LetterDraft
from audits.self_assessment.permissions import can_write_letters
from board.permissions import require
from lscb.core import activity, editing
from lscb.core.exceptions import Refused
from lscb.core.models import User

TAKEN = "Somebody began this letter a moment ago. Open it again: theirs is kept"
NOT_YET = "A letter is written once the moderation is finished."


@transaction.atomic
def begin_letter(draft: LetterDraft, *, by: User) -> LetterDraft:
    """Save the first draft, as its form made it."""
    item = _held(draft.assessment, by=by)
    draft.drafted_at, draft.drafted_by = timezone.now(), by
    with editing.one_of_a_kind(TAKEN):
        draft.save()
    activity.record("assessment.letter_drafted", item, by=by)
    return draft


@transaction.atomic
def draft_afresh(item: AssessmentReturn, *, by: User) -> None:
    """From what is recorded now, over what the draft said."""
    item = _held(item, by=by)
    for draft in LetterDraft.objects.select_for_update(no_key=True, of=("self",)).filter(assessment=item):
        changes = activity.changed(draft.texts, drafted(item))
        for name, (_before, after) in changes.items():
            setattr(draft, name, after)
        draft.drafted_at, draft.drafted_by = timezone.now(), by
        draft.save()
        activity.record("assessment.letter_drafted", item, by=by, changes=changes)


@transaction.atomic
def change_letter(draft: LetterDraft, edit: editing.Edit, *, by: User) -> LetterDraft:
    item = _held(draft.assessment, by=by)
    draft = LetterDraft.objects.select_for_update(no_key=True, of=("self",)).get(pk=draft.pk)
    changes = editing.merge(draft, edit)
    if changes:
        draft.save(update_fields=list(changes))
        activity.record("assessment.letter_changed", item, by=by, changes=changes)
    return draft


@transaction.atomic
def issue_letter(item: AssessmentReturn, *, by: User, today: date) -> Letter:
    """Keep it as it is and tell the agency. Issued twice with the same words, it is issued once."""
    item = _held(item, by=by)
    draft = LetterDraft.objects.select_for_update(no_key=True, of=("self",)).filter(assessment=item).first()
    if draft is None:
        raise Refused("There is no draft to issue yet.")
    last = item.letters.order_by("number").last()
    if last is not None and last.texts == draft.texts:
        return last
    number = last.number + 1 if last else 1
    letter = Letter.objects.create(
        assessment=item, number=number, issued_at=timezone.now(), issued_by=by, **draft.texts
    )
    activity.record("assessment.letter_issued", item, by=by, changes={"letter": (None, number)})
    notifications.tell_of_letter(letter, today=today)
    ask_for_paper(LETTER, letter.pk, by=by)
    return letter


def _held(item: AssessmentReturn, *, by: User) -> AssessmentReturn:
    item = AssessmentReturn.objects.lock(item.pk)
    require(can_write_letters(by, item.campaign))
    if item.status not in JUDGED:
        raise Refused(NOT_YET)
    return item
