"""One return, several partnerships: saved by one Board's system, brought into another's, and what is refused."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.self_assessment import actions
from audits.self_assessment.exchange import own_fingerprint
from audits.self_assessment.exchange.sealing import sealed
from audits.self_assessment.models import Answer, AssessmentReturn, BroughtReturn, ToolMapping, TrustedBoard
from board.models import Board
from lscb.core.models import ActivityDetail, Notification
from lscb.core.uploads.limits import LARGEST
from tests.audits.self_assessment.test_actions import hand_in, lead_agency, opened, say
from tests.factories.assessments import QuestionFactory, ToolFactory, ToolStandardFactory
from tests.factories.board import AgencyFactory, agency_lead, manager

pytestmark = pytest.mark.django_db

ACTION = {
    "action_what": "Train the rest",
    "action_owner": "Head of practice",
    "action_due": "18 June 2027",
    "action_measure": "Nine in ten trained",
}


@pytest.fixture(autouse=True)
def board(time_machine):
    time_machine.move_to("2026-11-20 09:00:00+00:00", tick=False)
    return Board.current()


@pytest.fixture
def helen():
    return manager()


def tool(title="Section 11", codes=("1.1", "1.2", "1.3"), **question):
    standard = ToolStandardFactory(tool=ToolFactory(title=title), title="Leadership")
    for position, code in enumerate(codes):
        QuestionFactory(tool_standard=standard, code=code, position=position, text=f"Question {code}", **question)
    return standard.tool


@pytest.fixture
def file(client, helen, settings):
    """What the other Board's system saved: three answers of one tool, signed with its own key."""
    settings.RETURNS_KEY = "the other Board's"
    lead = agency_lead(AgencyFactory(name="Ridings Trust"))
    theirs = opened(helen, tool("Their Section 11"), [lead_agency(lead)], title="Their round").returns.get()
    first, second, third = theirs.answers.order_by("question__code")
    say(first, lead, value="met", why="=1+1 <b>By name</b> {{ x }}")
    say(second, lead, value="partly", why="Half", **ACTION)
    say(third, lead, not_applicable=True, why="No such service")
    receipt = hand_in(theirs, lead)
    client.force_login(lead)
    response = client.post(reverse("self-assessment:handing-in-file", args=[receipt.pk]))
    assert response.headers["Content-Disposition"] == f'attachment; filename="{receipt.reference}.txt"'
    saved = ActivityDetail.objects.get(event__verb="assessment.saved_as_file")
    assert (saved.event.by, saved.changes) == (lead, {"reference": [None, receipt.reference]})
    client.force_login(agency_lead())
    assert client.post(reverse("self-assessment:handing-in-file", args=[receipt.pk])).status_code == 404
    theirs_is = own_fingerprint()
    settings.RETURNS_KEY = "ours"
    assert own_fingerprint() != theirs_is
    return response.text, theirs_is


def here(client, helen, title="Their Section 11", **question):
    """Another installation's return of the same agency, its tool of that title; its lead is signed in."""
    lead = agency_lead(AgencyFactory(name="Ridings NHS Trust"))
    found = ToolFactory._meta.model.objects.filter(title=title).first() or tool(title, **question)
    item = opened(helen, found, [lead_agency(lead)], title="Our round").returns.get()
    client.force_login(lead)
    return item, lead


def load(client, item, text):
    sent = {"file": SimpleUploadedFile("return.txt", text.encode())}
    return client.post(reverse("self-assessment:return-bring", args=[item.pk]), sent, follow=True)


def errors(response):
    return [sentence for found in response.context["form"].errors.values() for sentence in found]


def test_a_return_to_another_board_is_seen_trusted_once_brought_in_and_confirmed(client, helen, file):
    text, fingerprint = file
    item, lead = here(client, helen)
    say(item.answers.get(question__code="1.3"), lead, value="met", why="Ours")

    seen = load(client, item, text)

    assert "the office does not know this signature yet" in seen.text
    assert "2 of 3 answers would be brought in" in seen.text
    assert "=1+1 &lt;b&gt;By name&lt;/b&gt; {{ x }}" in seen.text
    assert "Your own answer here stays" in seen.text
    assert "Is it yours?" in seen.text  # the two Boards call the agency by different names
    brought = BroughtReturn.objects.get()
    page = brought.get_absolute_url()
    client.post(page)
    assert not item.answers.filter(value="met", question__code="1.1").exists()

    # The office compares the fingerprint, however it is typed, once.
    assert Notification.objects.filter(recipient=helen, dedupe_key=f"brought-file:{brought.pk}").count() == 1
    client.force_login(helen)
    boards = reverse("self-assessment:other-boards")
    assert fingerprint in client.get(boards).text
    typed = {"name": "Ridings Board", "fingerprint": fingerprint.replace(" ", "-").lower()}
    for _ in range(2):
        trusting = client.post(boards, typed)
    assert "A Board of this fingerprint is trusted already" in trusting.text
    assert client.post(boards, {"name": "X", "fingerprint": "ABC1"}).context["form"].errors
    assert client.get(page).status_code == 404  # what it says is the agency's own
    assert Notification.objects.get(dedupe_key=f"brought-file-ready:{brought.pk}").recipient == lead

    client.force_login(lead)
    assert page in client.get(item.get_absolute_url()).text
    response = client.post(page, follow=True)
    assert "2 answers were brought in" in response.text
    said = {answer.question.code: answer for answer in item.answers.select_related("question")}
    assert [(said[code].value, said[code].is_confirmed) for code in ("1.1", "1.2", "1.3")] == [
        ("met", False),
        ("partly", False),
        ("met", True),
    ]
    assert {name: getattr(said["1.2"], name) for name in ACTION} == ACTION
    assert said["1.1"].revisions.count() == 1
    standard = said["1.1"].question.tool_standard_id
    filling = client.get(reverse("self-assessment:return-standard", args=[item.pk, standard])).text
    assert filling.count("Your return to another Board") == 2
    with pytest.raises(actions.NotReady):
        hand_in(item, lead)
    actions.confirm_standard(item, standard, by=lead, today=item.campaign.opens_on)
    assert hand_in(item, lead)


def altered(text, change):
    made = json.loads(text)
    change(made)
    return json.dumps(made)


def resigned(text, change):
    """By somebody who holds a key of their own: whole as a signature, nonsense as a return."""
    content = json.loads(json.loads(text)["content"])
    change(content)
    return sealed(json.dumps(content))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda text: altered(text, lambda m: m.update(content=m["content"].replace("Half", "All"))), "was changed"),
        (lambda text: altered(text, lambda m: m.update(signature="A" * 86 + "==")), "was changed"),
        (lambda text: altered(text, lambda m: m.update(key=json.loads(sealed("x"))["key"])), "was changed"),
        (lambda text: altered(text, lambda m: m.update(key="c2hvcnQ=")), "no return"),
        (lambda text: altered(text, lambda m: m.pop("signature")), "no return"),
        (lambda text: altered(text, lambda m: m.update(format="lscb return, 2")), "no return"),
        (lambda text: text[: len(text) // 2], "no return"),
        (lambda _text: "[" * 20_000, "no return"),
        (lambda _text: "#!/bin/sh\nrm -rf /\n", "or a script"),
        (lambda text: text + " " * LARGEST, "MB"),
        (lambda _text: "Number,Answer\n1.1,met\n", "no return"),
        (lambda text: resigned(text, lambda c: c.update(answers=[])), "no return"),
        (lambda text: resigned(text, lambda c: c.update(answers=[1])), "no return"),
        (lambda text: resigned(text, lambda c: c.update(version="1")), "no return"),
        (lambda text: resigned(text, lambda c: c["answers"][0].update(why="x" * 20_001)), "no return"),
        (lambda text: resigned(text, lambda c: c["answers"][0].update(value=None)), "no return"),
        (lambda text: resigned(text, lambda c: c["answers"].append(c["answers"][0])), "no return"),
        (lambda text: resigned(text, lambda c: c.update(more="x")), "no return"),
    ],
)
def test_a_file_that_was_altered_or_is_none_is_refused_in_words(client, helen, file, make, sentence):
    item, _lead = here(client, helen)

    assert sentence in errors(load(client, item, make(file[0])))[0]
    assert not BroughtReturn.objects.exists()


def test_brought_in_twice_is_refused_with_who_and_when(client, helen, file):
    text, fingerprint = file
    actions.trust_board("Ridings Board", fingerprint, by=helen)
    item, lead = here(client, helen)
    load(client, item, text)
    load(client, item, text)
    first, second = BroughtReturn.objects.order_by("pk")
    client.post(first.get_absolute_url())
    say(item.answers.get(question__code="1.1"), lead, value="not", why="Changed here")

    again = client.post(second.get_absolute_url(), follow=True)

    assert f"{lead} brought this return in on 20 November 2026. It is taken once." in again.text
    assert "It is taken once." in errors(load(client, item, text))[0]
    assert item.answers.get(question__code="1.1").why == "Changed here"
    assert BroughtReturn.objects.exclude(brought_at=None).count() == 1


def test_another_tool_is_refused_until_the_office_said_which_question_is_which_and_that_is_remembered(
    client, helen, file
):
    text, fingerprint = file
    actions.trust_board("Ridings Board", fingerprint, by=helen)
    item, lead = here(client, helen, "Our own tool", codes=("A", "B", "C"))
    other_way = QuestionFactory(tool_standard__tool=item.campaign.tool, code="D", scale="yes_no", text="Question 1.2")
    seen = load(client, item, text)
    brought = BroughtReturn.objects.get()
    assert "It answers another tool than Our own tool" in seen.text
    refused = client.post(brought.get_absolute_url(), follow=True)
    assert "It answers another tool." in refused.text
    mapping = reverse("self-assessment:brought-map", args=[brought.pk])
    assert client.get(mapping).status_code == 403

    client.force_login(helen)
    page = client.get(mapping)
    assert "Question 1.1" in page.text
    assert "By name" not in page.text  # the questions, and no answer
    assert other_way.code not in [code for code, _words in page.context["form"].fields["pair_1"].choices]
    assert "Choose each of ours once" in client.post(mapping, {"pair_0": "A", "pair_1": "A"}).text
    assert client.post(mapping, {}).context["form"].errors
    client.post(mapping, {"pair_0": "B", "pair_1": "C"})
    assert ToolMapping.objects.get().pairs == {"1.1": "B", "1.2": "C"}
    assert client.get(mapping).context["form"]["pair_0"].initial == "B"

    client.force_login(lead)
    client.post(brought.get_absolute_url())
    assert dict(item.answers.values_list("question__code", "value")) == {"A": "", "B": "met", "C": "partly"}


def test_nothing_is_brought_into_a_return_that_is_closed_nor_by_anybody_else(client, helen, file):
    text, fingerprint = file
    board = actions.trust_board("Ridings Board", fingerprint, by=helen)
    item, _lead = here(client, helen)
    load(client, item, text)
    brought = BroughtReturn.objects.get()
    client.force_login(agency_lead())
    assert client.post(brought.get_absolute_url()).status_code == 404
    client.force_login(helen)
    client.post(reverse("self-assessment:other-board-end", args=[board.pk]))
    assert not TrustedBoard.objects.exists()

    client.force_login(brought.loaded_by)
    assert "does not trust the Board" in client.post(brought.get_absolute_url(), follow=True).text
    actions.trust_board("Ridings Board", fingerprint, by=helen)
    AssessmentReturn.objects.filter(pk=item.pk).update(status="sign_off")
    assert "waits to be signed off" in client.post(brought.get_absolute_url(), follow=True).text
    assert not Answer.objects.filter(assessment=item).exclude(value="").exists()
