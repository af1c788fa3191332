"""Tools out of tables and into them again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.actions.starting import SECTION_11
from audits.self_assessment.bringing_in import preview
from audits.self_assessment.models import Question, Tool
from audits.self_assessment.writing import written
from board.models import Board
from frameworks.models import BringingIn
from lscb.core.reading import read_tables, tables_in_text
from lscb.core.writing import table_file
from tests.factories.board import manager

KEPT = (
    *("code", "text", "guidance", "scale", "looks_like", "needs_evidence", "kinds", "sectors"),
    *("shown_for", "clause", "checked_on", "shown_after__code", "tool_standard__title", "tool_standard__introduction"),
)
PASTED = """No.\tQuestion\tAnswered on\tWhat each answer looks like\tOnly for\tFollows on from\tEvidence required
\tLeadership
1.1\tDoes someone answer for it?\tYes or no\tYes: by name\tPolice; Health\t\tYes
1.2\tWho covers?\tFree text\t\t\t1.1: No\t
1.2\tSaid twice\t\t\t\t\t
\t\tYes or no\t\t\t\t
1.3\tHow well?\tStars\tGood: very\tChoirs\t9.9: No\tno"""


@pytest.fixture
def helen(client):
    Board.current()
    person = manager()
    client.force_login(person)
    return person


def test_each_row_is_understood_or_refused_with_the_reason():
    made = preview(tables_in_text(PASTED))

    [part] = made.parts
    first, second, third = part.questions
    assert part.title == "Leadership"
    assert (first.scale, first.looks_like, first.needs_evidence) == ("yes_no", {"yes": "by name"}, True)
    assert (first.whom.kinds, first.whom.sectors, first.doubts) == (["police"], ["health"], [])
    assert (second.after, second.shown_for) == ("1.1", ["no"])
    assert (third.scale, third.looks_like, third.whom.kinds, third.after) == ("met", {}, [], "")
    assert len(third.doubts) == 4
    assert [each.reason for each in made.refused] == ["Row 4 has the number 1.2 already.", "It asks no question."]
    assert made.rows_in == 5


def test_questions_without_numbers_are_numbered():
    made = preview(tables_in_text("Question\tGuidance\nIs it so?\tLook\nAnd this?\tAgain"))

    assert [each.code for each in made.questions()] == ["1.1", "1.2"]


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_what_is_taken_out_is_brought_in_again_as_the_same(helen, form):
    ready, _is_new = actions.take_ready(SECTION_11, by=helen)
    ready.introduction = "Two lines, read before the first question.\nOf which this is one."
    ready.save()
    ready.standards.filter(position=1).update(introduction="What the second standard is about.")
    ready.standards.filter(position__gte=3).update(position=F("position") + 1)
    ready.standards.create(position=3, title="Still to be written", introduction="What it is to ask.")
    content = table_file(written(ready, is_one_sheet=form == "xlsx"), form)

    made = preview(read_tables(SimpleUploadedFile(f"tool.{form}", content)))
    again = actions.bring_in_tool(made, "Again, Section 11", by=helen)

    assert (made.refused, [each.doubts for each in made.questions() if each.doubts]) == ([], [])
    assert (again.kind, again.status) == ("section_11", "draft")
    assert kept(again) == kept(ready)
    assert again.introduction == ready.introduction
    said = ("title", "introduction")
    assert list(again.standards.values_list(*said)) == list(ready.standards.values_list(*said))
    assert made.rows_in == made.made + 1
    empty = next(told for told in made.explained().values() if ("Questions", "None yet") in told.makes)
    assert empty.makes[0] == ("Standard", "Still to be written")


def kept(tool):
    return list(Question.objects.filter(tool_standard__tool=tool).order_by("code").values_list(*KEPT))


@pytest.mark.django_db
def test_a_pasted_table_is_looked_over_saved_and_taken_back(client, helen):
    sent = {"title": "Safe workforce, short", "pasted": PASTED}
    shown = client.post(reverse("frameworks:bring-in", args=["tool"]), sent, follow=True)
    assert "Does someone answer for it?" in shown.text
    stored = BringingIn.objects.get()

    client.post(reverse("frameworks:bringing-in-save", args=[stored.pk]))

    tool = Tool.objects.get()
    assert (tool.title, tool.kind, Question.objects.count()) == ("Safe workforce, short", "safe_workforce", 3)
    client.post(reverse("frameworks:bringing-in-undo", args=[stored.pk]))
    assert not Tool.objects.exists()


@pytest.mark.django_db
def test_what_became_ready_is_not_taken_back(client, helen):
    client.post(reverse("frameworks:bring-in", args=["tool"]), {"title": "Short", "pasted": PASTED})
    stored = BringingIn.objects.get()
    client.post(reverse("frameworks:bringing-in-save", args=[stored.pk]))
    actions.say_ready(Tool.objects.get(), by=helen)

    client.post(reverse("frameworks:bringing-in-undo", args=[stored.pk]))

    assert Tool.objects.exists()


@pytest.mark.django_db
def test_a_tool_of_the_same_title_is_refused_in_words(client, helen):
    for _ in range(2):
        client.post(reverse("frameworks:bring-in", args=["tool"]), {"title": "Short", "pasted": PASTED})
    first, second = BringingIn.objects.order_by("pk")
    client.post(reverse("frameworks:bringing-in-save", args=[first.pk]))

    response = client.post(reverse("frameworks:bringing-in-save", args=[second.pk]), follow=True)

    assert "there is a tool of this title and version already" in response.text
    assert Tool.objects.count() == 1


@pytest.mark.django_db
def test_a_tool_is_taken_out_in_the_browser(client, helen):
    tool, _is_new = actions.take_ready(SECTION_11, by=helen)

    response = client.get(reverse("self-assessment:tool-take-out", args=[tool.pk, "xlsx"]))

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("self-assessment:tool-take-out", args=[tool.pk, "exe"])).status_code == 404
