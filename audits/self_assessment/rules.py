"""What is missing in an answer before it may be handed in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audits.self_assessment.scales import wrong_with


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as the rules see it."""

    scale: str
    value: str
    not_applicable: bool
    why: str
    is_required: bool
    is_confirmed: bool
    needs_an_action: bool
    action: Sequence[str]  # what, who, by when, how it is known that it worked
    action_due: date | None
    needs_evidence: bool = False
    has_evidence: bool = False
    evidence_expired_on: date | None = None


NOT_ANSWERED = "Answer this question"
WHY_NOT = "Say why this does not apply to your agency"
NOT_CONFIRMED = "Last round’s answer stands here: confirm it or change it"
SAY_ACTION = "Say what your agency will do, who sees to it, by when, and how you will know that it worked"
NO_DATE = "Write by when as a date, such as 18 June 2027"
NO_EVIDENCE = "Add what shows it"
EXPIRED = "What shows it was good until {}: add a later version, or something else that shows it"


def missing_in(said: Said) -> list[str]:
    """Sentences for whoever fills it in, the first thing first."""
    if said.not_applicable:
        found = [] if said.why.strip() else [WHY_NOT]
    elif not said.value.strip():
        return [NOT_ANSWERED] if said.is_required else []
    else:
        found = [words] if (words := wrong_with(said.scale, said.value)) else []
        if said.needs_an_action and not all(part.strip() for part in said.action):
            found.append(SAY_ACTION)
        elif said.needs_an_action and said.action_due is None:
            found.append(NO_DATE)
        if said.needs_evidence and said.evidence_expired_on:
            found.append(EXPIRED.format(_uk(said.evidence_expired_on)))
        elif said.needs_evidence and not said.has_evidence:
            found.append(NO_EVIDENCE)
    return found if said.is_confirmed else [*found, NOT_CONFIRMED]


def _uk(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
