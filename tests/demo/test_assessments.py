"""The story's self-assessments are such as the product itself would have made."""

import pytest

from audits.self_assessment.actions.submission import answers_of, missing
from audits.self_assessment.enums import HANDED_IN, JUDGED
from audits.self_assessment.models import Answer, AnswerRevision, AssessmentReturn, Campaign, HandingIn, Judgement
from audits.self_assessment.results import heat_map
from improvement.enums import ActionStatus
from improvement.models import ImprovementAction
from tests.demo.conftest import LOADED_ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.once]


def test_what_was_handed_in_had_nothing_missing():
    handed_in = AssessmentReturn.objects.filter(status__in=HANDED_IN)

    assert handed_in.count() == 29
    assert [item for item in handed_in if missing(answers_of(item), today=LOADED_ON)] == []
    assert HandingIn.objects.filter(assessment__in=handed_in).count() == 29


def test_each_round_moved_on_from_the_one_before():
    *finished, _now = Campaign.objects.order_by("opens_on")
    changed = Answer.objects.filter(assessment__campaign=finished[1], brought_from__isnull=False)

    assert (
        40 < sum(answer.value != answer.brought_from.value for answer in changed.select_related("brought_from")) < 300
    )
    cells = [cell for _item, row in heat_map(finished[1]).rows for cell in row]
    assert any(cell.own > cell.before for cell in cells if cell.before is not None)
    assert any(cell.own < cell.before for cell in cells if cell.before is not None)
    assert any(cell.own != cell.moderated for cell in cells)


def test_the_panel_said_something_of_every_return_that_it_read():
    judged = set(Judgement.objects.values_list("answer__assessment", flat=True))

    assert set(AssessmentReturn.objects.filter(status__in=JUDGED).values_list("pk", flat=True)) <= judged


def test_what_was_undertaken_is_done_or_owed():
    by_state = {status: ImprovementAction.objects.filter(status=status).count() for status in ActionStatus}
    assert all(by_state.values()), by_state
    assert 0 < ImprovementAction.objects.late(today=LOADED_ON).count() < 20
    assert not ImprovementAction.objects.filter(moved_on__gt=LOADED_ON).exists()


def test_every_saved_answer_has_its_revision():
    assert AnswerRevision.objects.count() == Answer.objects.filter(version=1).count()
    assert not Answer.objects.filter(version__gt=1).exists()


def test_what_nobody_looked_at_yet_is_last_rounds_word():
    now = Campaign.objects.latest("opens_on")
    untouched = Answer.objects.filter(
        assessment__campaign=now, assessment__agency__short_name="Youth justice", is_asked=True
    )

    assert untouched.filter(is_confirmed=False, brought_from__isnull=False).count() > 40
    assert not untouched.filter(is_confirmed=True).exclude(value="").exists()
