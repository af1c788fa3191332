"""The audit programme: the whole of it to those who read for the Board, to others what concerns them."""

from typing import Any

from tests.factories.programme import AuditFactory, AuditPaperFactory, EntryFactory, ProgrammeFactory
from tests.policy.matrix.board import MANAGER, UNKNOWN_TO_NOBODY, WITH_A_ROLE
from tests.policy.matrix.rows import EVERYONE, OFFICERS, READERS, Maker, Row

# The world's own agency is the entry's; the other lead has no part in it.
CONCERNED = READERS | {"agency_lead", "contributor"}
UNKNOWN_TO_STRANGERS = dict.fromkeys(EVERYONE - CONCERNED, 404)


def furnish(world: Any) -> None:
    entry = EntryFactory(
        programme=ProgrammeFactory(year=2019), number=1, agency=world.agency, subject="Private fostering arrangements"
    )
    # It answers a standard that only the office knows of yet.
    entry.standards.add(world.things["draft_standard"])
    world.things |= {"programme": entry.programme, "entry": entry}
    # One of its own that is reported to its chair's group, and one with a paper still to come.
    audit = AuditFactory(agency=world.agency, group=world.group, reported=True, title="Records of supervision")
    paper = AuditPaperFactory(audit=AuditFactory(agency=world.agency))
    # Of an entry that concerns its agency besides others, an audit that nobody leads.
    besides = EntryFactory(programme=entry.programme, number=90)
    besides.agencies.add(world.agency)
    of_besides = AuditFactory(entry=besides, agency=None)
    world.things |= {"audit": audit, "paper": paper, "audit_of_besides": of_besides}


def of_programme(world: Any) -> dict[str, Any]:
    return {"pk": world.things["programme"].pk}


def of_entry(world: Any) -> dict[str, Any]:
    return {"pk": world.things["entry"].pk}


def of_audit(world: Any) -> dict[str, Any]:
    return {"pk": world.things["audit"].pk}


def of_paper(world: Any) -> dict[str, Any]:
    return {"pk": world.things["paper"].pk}


def both_ways(name: str, allowed: frozenset[str], of: Maker, sent: dict[str, str], ok: int = 200) -> list[Row]:
    """The form and what it sends; for strangers there is no such audit."""
    exceptions = dict.fromkeys(EVERYONE - CONCERNED - allowed, 404)
    return [
        Row(f"programme:{name}", allowed, arguments=of, exceptions=exceptions),
        Row(
            f"programme:{name}",
            allowed,
            method="post",
            arguments=of,
            data=lambda _: sent,
            ok=ok,
            exceptions=exceptions,
        ),
    ]


KEEPERS = MANAGER | {"agency_lead"}
DECIDERS = MANAGER | {"group_chair"}
CALLERS = MANAGER | {"chair"}
REGISTRARS = MANAGER | {"agency_lead", "other_lead"}

ROWS: list[Row] = [
    Row("programme:home", WITH_A_ROLE),
    Row(
        "programme:programme-detail",
        WITH_A_ROLE,
        arguments=of_programme,
        refused=404,
        secret=lambda world: world.things["entry"].subject,
        secret_for=CONCERNED,
    ),
    # Its open row is saved at its address; without one there is nothing to save.
    Row("programme:programme-detail", frozenset(), method="post", arguments=of_programme, refused=404),
    Row("programme:usual-add", MANAGER, arguments=of_programme, exceptions=UNKNOWN_TO_NOBODY),
    Row("programme:usual-add", MANAGER, method="post", arguments=of_programme, ok=200, exceptions=UNKNOWN_TO_NOBODY),
    Row("programme:reassign", MANAGER),
    Row("programme:reassign", MANAGER, method="post", ok=200),
    Row("programme:programme-add", MANAGER),
    Row("programme:programme-add", MANAGER, method="post", ok=200),
    Row("programme:entry-add", MANAGER, arguments=of_programme, exceptions=UNKNOWN_TO_NOBODY),
    Row(
        "programme:entry-add",
        MANAGER,
        method="post",
        arguments=of_programme,
        data=lambda _: {"number": "2", "subject": "Private fostering", "category": "monitoring"},
        ok=302,
        exceptions=UNKNOWN_TO_NOBODY,
    ),
    Row(
        "programme:entry-detail",
        CONCERNED,
        arguments=of_entry,
        refused=404,
        secret=lambda world: world.things["draft_standard"].outcome,
        secret_for=OFFICERS,
        also_secret=(
            (lambda world: world.things["moderated"].campaign.title, READERS),
            (lambda world: world.things["carrying_out"].name, OFFICERS),
        ),
    ),
    Row("programme:entry-change", MANAGER, arguments=of_entry, exceptions=UNKNOWN_TO_STRANGERS),
    Row("programme:entry-change", MANAGER, method="post", arguments=of_entry, ok=200, exceptions=UNKNOWN_TO_STRANGERS),
    Row("programme:entry-move", MANAGER, arguments=of_entry, exceptions=UNKNOWN_TO_STRANGERS),
    Row(
        "programme:entry-move",
        MANAGER,
        method="post",
        arguments=of_entry,
        data=lambda _: {"status": "under_way"},
        ok=302,
        exceptions=UNKNOWN_TO_STRANGERS,
    ),
    Row("programme:programme-roll-over", MANAGER, arguments=of_programme, exceptions=UNKNOWN_TO_NOBODY),
    Row(
        "programme:programme-roll-over",
        MANAGER,
        method="post",
        arguments=of_programme,
        ok=302,
        exceptions=UNKNOWN_TO_NOBODY,
    ),
    Row("programme:audit-add", MANAGER, arguments=of_entry, exceptions=UNKNOWN_TO_STRANGERS),
    Row("programme:audit-add", MANAGER, method="post", arguments=of_entry, ok=200, exceptions=UNKNOWN_TO_STRANGERS),
    Row(
        "programme:audit-detail",
        CONCERNED,
        arguments=lambda world: {"pk": world.things["audit_of_besides"].pk},
        refused=404,
    ),
    *both_ways("audit-change", KEEPERS, of_audit, {"title": ""}),
    *both_ways("audit-report", KEEPERS, of_audit, {"file": ""}),
    *both_ways("audit-move", KEEPERS, of_audit, {"status": "in_progress"}, ok=302),
    *both_ways("audit-decide", DECIDERS, of_audit, {"decision": "circulate"}, ok=302),
    *both_ways("audit-call", CALLERS, of_audit, {"meeting": ""}),
    *both_ways("audit-present", MANAGER, of_audit, {"presented_on": ""}),
    *both_ways("paper-ask", DECIDERS, of_audit, {"kind": ""}),
    *both_ways("paper-receive", KEEPERS, of_paper, {"received_on": ""}),
    Row(
        "programme:register",
        WITH_A_ROLE,
        secret=lambda world: world.things["audit"].title,
        secret_for=CONCERNED,
    ),
    Row("programme:register-add", REGISTRARS),
    Row("programme:register-add", REGISTRARS, method="post", ok=200),
    Row("programme:audit-request", DECIDERS),
    Row("programme:audit-request", DECIDERS, method="post", ok=200),
    Row("programme:forward-plan", READERS),
]
