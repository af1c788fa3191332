"""Self-assessments: an agency's own words are its own until it hands them in; then the office and the panel read."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from audits.self_assessment.enums import ReturnStatus
from audits.self_assessment.exchange import Incoming, Said
from audits.self_assessment.models import (
    AcceptedInstead,
    AnswerEvidence,
    BroughtReturn,
    Delegation,
    HandingIn,
    TrustedBoard,
)
from lscb.core.enums import ScanState
from lscb.core.files import store
from tests.factories.assessments import (
    AnswerFactory,
    AssessmentReturnFactory,
    CampaignFactory,
    ConversationFactory,
    EvidenceFactory,
    LetterFactory,
    PeerChallengeFactory,
    ToolStandardFactory,
)
from tests.factories.board import AgencyFactory
from tests.factories.core import UserFactory
from tests.policy.matrix.board import MANAGER
from tests.policy.matrix.rows import EVERYONE, OFFICERS, READERS, Maker, Row

ANSWER_OR_READ = EVERYONE - {"nobody"}
LEAD = frozenset({"agency_lead"})
CHALLENGER = frozenset({"other_lead"})
PANEL = MANAGER | {"group_chair"}
# That a return is there, to the office, its lead, and, once handed in, the panel.
KNOW_OF_IT = OFFICERS | {"agency_lead"}
KNOW_OF_HANDED_IN = KNOW_OF_IT | {"group_chair"}
UNKNOWN = dict.fromkeys(EVERYONE - KNOW_OF_IT, 404)
UNKNOWN_HANDED_IN = dict.fromkeys(EVERYONE - KNOW_OF_HANDED_IN, 404)

FROM_ELSEWHERE = Incoming(
    board="Ridings Board",
    agency="Ridings Trust",
    campaign="Section 11",
    reference="SA-9",
    submitted_on="2026-11-01",
    signed_by="A. Quist",
    signed_as="Chief Nurse",
    tool="Their tool",
    version=1,
    answers=[Said("1.1", "Is it so?", "met", "met", False, "It is", ["", "", "", ""])],
)


def furnish(world: Any) -> None:
    """A return being filled in, with a standard handed to someone; and one that was handed in."""
    standard = ToolStandardFactory()
    campaign = CampaignFactory(tool=standard.tool, group=world.group, locks_on=date(2199, 1, 1))
    draft = AssessmentReturnFactory(campaign=campaign, agency=world.agency)
    answer = AnswerFactory(assessment=draft, question__tool_standard=standard, why="Only some wards are supervised")
    before = AssessmentReturnFactory(
        campaign=CampaignFactory(tool=standard.tool, group=world.group, locks_on=date(2199, 1, 1)),
        agency=world.agency,
        status=ReturnStatus.SUBMITTED,
        submitted_at=campaign.opened_at,
        submitted_by=world.people["agency_lead"],
    )
    said = AnswerFactory(assessment=before, question=answer.question, value="met")
    moderated = AssessmentReturnFactory(
        campaign=CampaignFactory(tool=standard.tool, group=world.group, entry=world.things["entry"]),
        agency=world.agency,
        status=ReturnStatus.MODERATED,
        submitted_at=campaign.opened_at,
        submitted_by=world.people["agency_lead"],
    )
    evidence = EvidenceFactory(agency=world.agency, title="Supervision audit of the spring")
    AnswerEvidence.objects.create(answer=said, evidence=evidence)
    elsewhere = AssessmentReturnFactory(campaign=campaign, agency=AgencyFactory(), status=ReturnStatus.ACCEPTED)
    paper = store(b"%PDF-", name="signed.pdf", content_type="application/pdf", by=None, scan=ScanState.UNSCANNED)
    world.things |= {
        "accepted": AcceptedInstead.objects.create(
            assessment=elsewhere,
            kind="statement",
            title="A statement of its own",
            file=store(b"%PDF-", name="statement.pdf", content_type="application/pdf", by=None),
            because="It has twelve staff",
            accepted_at=campaign.opened_at,
            accepted_by=world.people["manager"],
        ),
        "evidence": evidence,
        "moderated": moderated,
        "letter": LetterFactory(assessment=moderated),
        "challenge": PeerChallengeFactory(
            assessment=before, agency=world.people["other_lead"].appointments.get().agency
        ),
        "asked": ConversationFactory(assessment=before, question=answer.question),
        "campaign": campaign,
        "tool": standard.tool,
        "assessment": draft,
        "tool_standard": standard,
        "tool_question": answer.question,
        "answer": answer,
        "handed_in_return": before,
        "handed_in_answer": said,
        "brought": BroughtReturn.objects.create(
            assessment=draft,
            board="Ridings Board",
            reference="SA-9",
            tool_title="Their tool",
            tool_version=1,
            fingerprint="AAAA BBBB",
            content=json.dumps(asdict(FROM_ELSEWHERE)),
            loaded_at=campaign.opened_at,
            loaded_by=world.people["agency_lead"],
        ),
        "trusted_board": TrustedBoard.objects.create(
            name="Ridings Board",
            fingerprint="CCCC DDDD",
            trusted_at=campaign.opened_at,
            trusted_by=world.people["manager"],
        ),
        "delegation": Delegation.objects.create(assessment=draft, tool_standard=standard, person=UserFactory()),
        "handing_in": handed_in(before, "SA-1", world),
        # Sent back since, so that it is the agency's again.
        "handing_in_sent_back": handed_in(draft, "SA-2", world, signed_paper=paper),
    }


def handed_in(item: Any, reference: str, world: Any, **more: Any) -> HandingIn:
    return HandingIn.objects.create(
        assessment=item,
        number=1,
        reference=reference,
        submitted_at=item.campaign.opened_at,
        submitted_by=world.people["agency_lead"],
        is_late=False,
        signed_by="A. Quist",
        signed_as="Chief Nurse",
        signed_on=date(2026, 11, 1),
        content=[],
        **more,
    )


def of(thing: str) -> Maker:
    return lambda world: {"pk": world.things[thing].pk}


def of_standard(world: Any) -> dict[str, Any]:
    return {"pk": world.things["assessment"].pk, "standard": world.things["tool_standard"].pk}


def row(name: str, allowed: frozenset[str], thing: str = "", **more: Any) -> Row:
    arguments = {"arguments": of(thing)} if thing else {}
    return Row(f"self-assessment:{name}", allowed, **arguments, **more)


def both_ways(name: str, allowed: frozenset[str], thing: str, sent: dict[str, str], **more: Any) -> list[Row]:
    ok, seen = more.pop("ok", 200), more.pop("seen", 200)
    return [
        row(name, allowed, thing, ok=seen, **more),
        row(name, allowed, thing, method="post", data=lambda _: sent, ok=ok, **more),
    ]


NO_TOOL = dict.fromkeys(EVERYONE - OFFICERS, 404)


def parts(name: str, thing: str, sent: dict[str, str]) -> list[Row]:
    """What is done to a standard or a question of a tool."""
    return [
        *both_ways(f"{name}-change", MANAGER, thing, sent, exceptions=NO_TOOL),
        row(f"{name}-move", MANAGER, thing, method="post", ok=302, exceptions=NO_TOOL),
        row(f"{name}-copy", MANAGER, thing, method="post", ok=302, exceptions=NO_TOOL),
        row(f"{name}-remove", MANAGER, thing, exceptions=NO_TOOL),
        row(f"{name}-remove", MANAGER, thing, method="post", ok=302, exceptions=NO_TOOL),
    ]


NOT_READERS = dict.fromkeys(EVERYONE - READERS, 404)

ROWS: list[Row] = [
    row("home", ANSWER_OR_READ),
    row("campaign-open", MANAGER),
    row("campaign-open", MANAGER, method="post", ok=200),
    row(
        "campaign-detail",
        READERS,
        "campaign",
        refused=404,
        secret=lambda world: world.things["accepted"].because,
        secret_for=PANEL | OFFICERS,
    ),
    row("campaign-results", READERS, "campaign", refused=404),
    Row(
        "self-assessment:side-by-side",
        PANEL | OFFICERS,
        arguments=lambda world: {"pk": world.things["campaign"].pk, "standard": world.things["tool_standard"].pk},
        exceptions=NOT_READERS,
    ),
    row("campaign-pdf", READERS, "campaign", ok=302, refused=404),
    row("campaign-pdf-make", READERS, "campaign", method="post", ok=302, refused=404),
    row("return-compared", PANEL | LEAD, "moderated", exceptions=UNKNOWN_HANDED_IN),
    Row(
        "self-assessment:campaign-download",
        READERS,
        arguments=lambda world: {"pk": world.things["campaign"].pk, "form": "xlsx"},
        refused=404,
    ),
    *both_ways("campaign-change", MANAGER, "campaign", {"title": ""}, exceptions=NOT_READERS),
    row("campaign-close", MANAGER, "campaign", method="post", ok=302, exceptions=NOT_READERS),
    row(
        "return-detail",
        KNOW_OF_IT,
        "assessment",
        refused=404,
        secret=lambda world: str(world.things["brought"]),
        secret_for=LEAD,
    ),
    Row(
        "self-assessment:return-standard",
        LEAD,
        arguments=of_standard,
        exceptions=UNKNOWN | dict.fromkeys(OFFICERS, 302),
    ),
    Row(
        "self-assessment:return-standard",
        LEAD,
        method="post",
        arguments=of_standard,
        ok=302,
        exceptions=UNKNOWN | dict.fromkeys(OFFICERS, 302),
    ),
    row("answer-save", LEAD, "answer", method="post", refused=404),
    *both_ways("return-submit", LEAD, "assessment", {"name": ""}, exceptions=UNKNOWN),
    *both_ways("return-delegate", LEAD, "assessment", {"person": ""}, exceptions=UNKNOWN),
    *both_ways("signing-ask", LEAD, "assessment", {"name": ""}, exceptions=UNKNOWN, ok=302, seen=302),
    row("signing-take-back", LEAD, "assessment", method="post", ok=302, exceptions=UNKNOWN),
    Row(
        "self-assessment:sign", EVERYONE | {"anonymous"}, public=True, arguments=lambda _: {"token": "unknown"}, ok=410
    ),
    Row(
        "self-assessment:sign",
        EVERYONE | {"anonymous"},
        method="post",
        public=True,
        arguments=lambda _: {"token": "unknown"},
        data=lambda _: {"sign": "yes"},
        ok=410,
    ),
    row("delegation-end", LEAD, "delegation", method="post", ok=302, exceptions=UNKNOWN),
    row("campaign-part", MANAGER),
    *both_ways("return-accept", MANAGER, "assessment", {"title": ""}, exceptions=UNKNOWN),
    row("return-ask-after-all", MANAGER, "assessment", method="post", ok=302, exceptions=UNKNOWN),
    row("handing-in-file", LEAD, "handing_in", method="post", exceptions=UNKNOWN_HANDED_IN),
    *both_ways("return-bring", LEAD, "assessment", {"file": ""}, exceptions=UNKNOWN),
    row("brought-detail", LEAD, "brought", refused=404),
    row("brought-detail", LEAD, "brought", method="post", ok=302, refused=404),
    *both_ways("brought-map", MANAGER, "brought", {"pair_0": ""}),
    *both_ways("other-boards", MANAGER, "", {"name": ""}),
    row("other-board-end", MANAGER, "trusted_board", method="post", ok=302),
    *both_ways("return-extend", MANAGER, "assessment", {"to": ""}, exceptions=UNKNOWN),
    row("handing-in", MANAGER | {"agency_lead"}, "handing_in_sent_back", exceptions=UNKNOWN),
    # What a file belongs to decides who gets it.
    Row(
        "file-download",
        KNOW_OF_IT,
        arguments=lambda world: {"pk": world.things["handing_in_sent_back"].signed_paper_id},
        refused=404,
    ),
    row("handing-in-pdf", MANAGER | {"agency_lead", "group_chair"}, "handing_in", ok=302, exceptions=UNKNOWN_HANDED_IN),
    row(
        "handing-in-make",
        MANAGER | {"agency_lead", "group_chair"},
        "handing_in",
        method="post",
        ok=302,
        exceptions=UNKNOWN_HANDED_IN,
    ),
    row("return-read", KNOW_OF_HANDED_IN, "handed_in_return", refused=404),
    *both_ways("return-send-back", PANEL, "handed_in_return", {"because": ""}, exceptions=UNKNOWN_HANDED_IN),
    row("return-finish", PANEL, "handed_in_return", method="post", ok=302, exceptions=UNKNOWN_HANDED_IN),
    row("return-close", PANEL, "handed_in_return", method="post", ok=302, exceptions=UNKNOWN_HANDED_IN),
    *both_ways("answer-judge", PANEL, "handed_in_answer", {"value": ""}, exceptions=UNKNOWN_HANDED_IN),
    *[
        Row(
            f"self-assessment:conversation-{name}",
            allowed,
            method=method,
            arguments=lambda world, thing=thing: {
                "pk": world.things[thing].pk,
                "standard": world.things["tool_standard"].pk,
            },
            data=lambda _: {"text": ""},
            exceptions=unknown,
        )
        for name, allowed, thing, unknown in [
            ("ask", PANEL, "handed_in_return", UNKNOWN_HANDED_IN),
            ("comment", LEAD, "assessment", UNKNOWN),
        ]
        for method in ("get", "post")
    ],
    *both_ways("letter-draft", PANEL, "moderated", {"opening": ""}, exceptions=UNKNOWN_HANDED_IN),
    row("letter-afresh", PANEL, "moderated", method="post", ok=302, exceptions=UNKNOWN_HANDED_IN),
    row("letter-detail", KNOW_OF_HANDED_IN, "letter", refused=404),
    row("letter-pdf", KNOW_OF_HANDED_IN, "letter", ok=302, refused=404),
    row("letter-make", KNOW_OF_HANDED_IN, "letter", method="post", ok=302, refused=404),
    *both_ways("challenger-name", PANEL, "handed_in_return", {"agency": ""}, exceptions=UNKNOWN_HANDED_IN),
    # Its own agency and the panel read it; the challenger alone writes, and meets nothing else of the return.
    row("challenge-detail", KNOW_OF_HANDED_IN | CHALLENGER, "challenge", refused=404),
    row(
        "challenge-detail",
        CHALLENGER,
        "challenge",
        method="post",
        ok=302,
        data=lambda _: {"view": ""},
        refused=404,
        exceptions=dict.fromkeys(KNOW_OF_HANDED_IN, 403),
    ),
    row(
        "challenge-end",
        PANEL,
        "challenge",
        method="post",
        ok=302,
        refused=404,
        exceptions=dict.fromkeys({"agency_lead", "analyst", "other_lead"}, 403),
    ),
    row(
        "conversation-list",
        ANSWER_OR_READ,
        secret=lambda world: world.things["asked"].about,
        secret_for=KNOW_OF_HANDED_IN,
    ),
    row("conversation-detail", KNOW_OF_HANDED_IN, "asked", refused=404),
    row(
        "conversation-detail",
        PANEL | LEAD,
        "asked",
        method="post",
        data=lambda _: {"text": ""},
        exceptions=UNKNOWN_HANDED_IN,
    ),
    row("conversation-close", PANEL, "asked", method="post", ok=302, exceptions=UNKNOWN_HANDED_IN),
    row("answer-evidence", LEAD, "answer", refused=404),
    row("answer-evidence", LEAD, "answer", method="post", ok=302, refused=404),
    row("answer-evidence-add", LEAD, "answer", refused=404),
    row("answer-evidence-add", LEAD, "answer", method="post", data=lambda _: {"title": ""}, ok=200, refused=404),
    row(
        "evidence-list",
        ANSWER_OR_READ,
        secret=lambda world: world.things["evidence"].title,
        secret_for=KNOW_OF_HANDED_IN,
    ),
    row("evidence-detail", KNOW_OF_HANDED_IN, "evidence", refused=404),
    *both_ways("evidence-renew", LEAD, "evidence", {"link": ""}, exceptions=UNKNOWN_HANDED_IN),
    row("tool-list", ANSWER_OR_READ, secret=lambda world: world.things["tool"].title, secret_for=OFFICERS),
    row("tool-add", MANAGER),
    row("tool-add", MANAGER, method="post", ok=200),
    row("tool-take", MANAGER, method="post", ok=302),
    row("tool-detail", OFFICERS, "tool", refused=404),
    Row(
        "self-assessment:tool-take-out",
        OFFICERS,
        arguments=lambda world: {"pk": world.things["tool"].pk, "form": "docx"},
        refused=404,
    ),
    row("tool-preview", OFFICERS, "tool", refused=404),
    *both_ways("tool-change", MANAGER, "tool", {"title": ""}, exceptions=NO_TOOL),
    *both_ways("tool-discard", MANAGER, "tool", {"because": ""}, exceptions=NO_TOOL),
    *both_ways("tool-take-standards", MANAGER, "tool", {"standards": ""}, exceptions=NO_TOOL),
    row("tool-ready", MANAGER, "tool", method="post", ok=302, exceptions=NO_TOOL),
    row("tool-draft", MANAGER, "tool", method="post", ok=302, exceptions=NO_TOOL),
    row("tool-next", MANAGER, "tool", method="post", ok=302, exceptions=NO_TOOL),
    *both_ways("tool-standard-add", MANAGER, "tool", {"title": ""}, exceptions=NO_TOOL),
    *parts("tool-standard", "tool_standard", {"title": ""}),
    *both_ways("tool-question-add", MANAGER, "tool_standard", {"text": ""}, exceptions=NO_TOOL),
    *parts("tool-question", "tool_question", {"text": ""}),
]
