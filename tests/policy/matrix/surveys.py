"""Surveys: the office keeps them, those who read for the Board read what came of them, an agency's lead its own."""

from typing import Any

from audits.surveys.enums import Audience
from audits.surveys.models import SurveyInvitation
from tests.factories.surveys import SurveyFactory, SurveyQuestionFactory, responses
from tests.policy.matrix.board import MANAGER
from tests.policy.matrix.rows import EVERYONE, OFFICERS, READERS, Maker, Row

NO_DRAFT = dict.fromkeys(EVERYONE - OFFICERS, 404)
ANYONE = EVERYONE | {"anonymous"}
MEET = READERS | {"agency_lead", "other_lead"}
UNKNOWN = dict.fromkeys(EVERYONE - READERS, 404)
# Held against a campaign that the world's own agency answered.
HELD_AGAINST = READERS | {"agency_lead"}
UNKNOWN_BESIDE = dict.fromkeys(EVERYONE - HELD_AGAINST, 404)


def furnish(world: Any) -> None:
    """A draft, one that runs, one that is closed, and a rating that a member owes."""
    closed = SurveyFactory(closed=True, campaign=world.things["campaign"])
    responses(SurveyQuestionFactory(survey=closed, text="What five people said"), "44444")
    rating = SurveyFactory(opened=True, audience=Audience.MEMBERS, has_open_link=False)
    SurveyInvitation.objects.create(survey=rating, person=world.people["board_member"])
    draft = SurveyFactory()
    world.things |= {
        "survey": SurveyFactory(opened=True),
        "survey_draft": draft,
        "survey_question": SurveyQuestionFactory(survey=draft),
        "survey_closed": closed,
        "survey_rating": rating,
    }


def of(thing: str) -> Maker:
    return lambda world: {"pk": world.things[thing].pk}


def row(name: str, allowed: frozenset[str], thing: str = "", **more: Any) -> Row:
    arguments = {"arguments": of(thing)} if thing else {}
    return Row(f"surveys:{name}", allowed, **arguments, **more)


def both_ways(name: str, thing: str, sent: dict[str, str], **more: Any) -> list[Row]:
    return [
        row(name, MANAGER, thing, **more),
        row(name, MANAGER, thing, method="post", data=lambda _: sent, **more),
    ]


def public(name: str, arguments: Maker) -> list[Row]:
    return [
        Row(f"surveys:{name}", ANYONE, public=True, arguments=arguments, ok=404),
        Row(
            f"surveys:{name}",
            ANYONE,
            public=True,
            arguments=arguments,
            ok=404,
            method="post",
            data=lambda _: {"x": "y"},
        ),
    ]


ROWS: list[Row] = [
    row("home", MEET, secret=lambda world: world.things["survey_draft"].title, secret_for=OFFICERS),
    row("add", MANAGER),
    row("add", MANAGER, method="post"),
    row("ratings", READERS),
    row("detail", READERS, "survey", refused=404),
    *both_ways("change", "survey_draft", {"title": ""}, exceptions=NO_DRAFT),
    row("copy", MANAGER, "survey", method="post", ok=302, exceptions=UNKNOWN),
    row("preview", MANAGER, "survey_draft", exceptions=NO_DRAFT),
    row("open", MANAGER, "survey_draft", method="post", ok=302, exceptions=NO_DRAFT),
    row("close", MANAGER, "survey", exceptions=UNKNOWN),
    row("close", MANAGER, "survey", method="post", ok=302, exceptions=UNKNOWN),
    *both_ways("invite", "survey", {"pasted": ""}, exceptions=UNKNOWN),
    *both_ways("question-add", "survey_draft", {"text": ""}, exceptions=NO_DRAFT),
    *both_ways("question-change", "survey_question", {"text": ""}, exceptions=NO_DRAFT),
    row("question-move", MANAGER, "survey_question", method="post", ok=302, exceptions=NO_DRAFT),
    row("question-remove", MANAGER, "survey_question", method="post", ok=302, exceptions=NO_DRAFT),
    row("results", READERS, "survey_closed", exceptions=UNKNOWN_BESIDE),
    row("results-download", READERS, "survey_closed", exceptions=UNKNOWN_BESIDE),
    row("remarks", MANAGER, "survey_closed", method="post", ok=302, exceptions=UNKNOWN_BESIDE),
    row("beside", HELD_AGAINST, "survey_closed", exceptions=UNKNOWN_BESIDE),
    row("beside-download", HELD_AGAINST, "survey_closed", exceptions=UNKNOWN_BESIDE),
    row("beside-pdf", HELD_AGAINST, "survey_closed", ok=302, exceptions=UNKNOWN_BESIDE),
    row("beside-pdf-make", HELD_AGAINST, "survey_closed", method="post", ok=302, exceptions=UNKNOWN_BESIDE),
    row("mine", frozenset({"board_member"}), "survey_rating", ok=302, refused=404),
    *public("answer-open", lambda _: {"key": "unknown"}),
    *public("answer", lambda _: {"token": "unknown"}),
    *public("stop", lambda _: {"token": "unknown"}),
]
