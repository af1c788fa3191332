"""What self-assessments show: a return that was handed in, or what was accepted instead of it, answers the Board's
standards that its tool is built on.

Where an answer to one of them must be evidenced and its evidence ran out since, it shows that standard no more.
And what the entry of the programme answers that its campaign carries out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from audits.programme.evidence import answers_of_entries
from audits.self_assessment.enums import HANDED_IN
from audits.self_assessment.models import AcceptedInstead, Answer, AssessmentReturn, ToolStandard
from frameworks.lines import current_of
from frameworks.models import Standard
from lscb.core.evidence import Evidence


def of_returns() -> Iterator[Evidence]:
    """One for each agency and standard, by the day of handing in or of accepting. In a fixed number of queries."""
    current = current_of(Standard)
    linked = ToolStandard.objects.exclude(standard=None).values_list("tool_id", "standard_id")
    standards: dict[int, set[int]] = defaultdict(set)
    for tool, standard in linked:
        standards[tool].add(current.get(standard or 0, standard or 0))
    questions: dict[int, list[int]] = defaultdict(list)
    for standard, question in Standard.key_questions.through.objects.values_list("standard_id", "keyquestion_id"):
        questions[standard].append(question)
    instead = AcceptedInstead.objects.standing().filter(assessment=OuterRef("pk"))
    found = AssessmentReturn.objects.filter(Q(status__in=HANDED_IN) | Exists(instead)).annotate(
        accepted_title=Subquery(instead.values("title")), accepted_at=Subquery(instead.values("accepted_at"))
    )
    found = found.filter(Q(campaign__tool__in=standards) | Q(campaign__entry__isnull=False))
    returns = list(found.select_related("campaign", "agency").order_by("pk"))
    gone = _shown_no_more(current, today=timezone.localdate()) if returns else set()
    of_entries = answers_of_entries() if any(item.campaign.entry_id for item in returns) else {}
    for item in returns:
        at = item.accepted_at or item.submitted_at
        assert at is not None
        what = f"{item.accepted_title}, accepted instead: {item}" if item.accepted_at else str(item)
        shown = {pk for pk in standards[item.campaign.tool_id] if (item.pk, pk) not in gone}
        answered = {f"standard:{pk}" for pk in shown}
        answered |= {f"key-question:{one}" for pk in shown for one in questions[pk]}
        answered |= set(of_entries.get(item.campaign.entry_id or 0, ()))
        for answers in sorted(answered):
            yield Evidence(
                answers=answers,
                what=what,
                kind="Accepted instead" if item.accepted_at else "Self-assessment",
                dated_on=timezone.localdate(at),
                url=item.campaign.get_absolute_url(),
                agencies=(item.agency_id,),
            )


def _shown_no_more(current: Mapping[int, int], *, today: date) -> set[tuple[int, int]]:
    """By return and standard of the Board's."""
    found = Answer.objects.filter(assessment__status__in=HANDED_IN).shown_no_more(today=today)
    linked = found.exclude(question__tool_standard__standard=None)
    pairs = linked.values_list("assessment", "question__tool_standard__standard").distinct()
    return {(item, current.get(standard or 0, standard or 0)) for item, standard in pairs}
