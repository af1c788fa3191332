"""What audits show: a reported one answers the standards and activities of its entry, and their key questions."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from audits.programme.enums import REPORTED_ON, EntryStatus
from audits.programme.models import Audit, ProgrammeEntry
from frameworks.lines import current_of
from frameworks.models import MonitoringActivity, Standard
from lscb.core.evidence import Evidence


@dataclass(slots=True)
class _Answers:
    """What each entry answers, as the registry names it."""

    named: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    standards: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def of_audits() -> Iterator[Evidence]:
    """Each reported audit of an entry; a complete entry itself where none of its audits is reported."""
    answers, agencies = answers_of_entries(), _agencies()
    reported = set()
    for audit in Audit.objects.filter(status__in=REPORTED_ON).exclude(entry=None).order_by("pk"):
        assert audit.entry_id is not None
        assert audit.reported_on is not None
        reported.add(audit.entry_id)
        concerned = (audit.agency_id,) if audit.agency_id else agencies[audit.entry_id]
        yield from _each(
            answers[audit.entry_id], audit.title, audit.reported_on, audit.get_absolute_url(), tuple(concerned)
        )
    complete = ProgrammeEntry.objects.filter(status=EntryStatus.COMPLETE).exclude(pk__in=reported)
    for entry in complete.exclude(completed_on=None).order_by("pk"):
        assert entry.completed_on is not None
        yield from _each(
            answers[entry.pk], entry.subject, entry.completed_on, entry.get_absolute_url(), agencies[entry.pk]
        )


def _each(answers: list[str], what: str, day: date, url: str, agencies: tuple[int, ...]) -> Iterator[Evidence]:
    for name in answers:
        yield Evidence(answers=name, what=what, kind="Audit", dated_on=day, url=url, agencies=agencies)


def answers_of_entries() -> dict[int, list[str]]:
    """By entry. What was linked in an earlier version of a framework counts for the one that holds now."""
    found = _Answers()
    standards, activities = current_of(Standard), current_of(MonitoringActivity)
    for entry, linked in ProgrammeEntry.standards.through.objects.values_list("programmeentry_id", "standard_id"):
        found.standards[entry].add(standards.get(linked, linked))
    links = ProgrammeEntry.activities.through.objects.values_list("programmeentry_id", "monitoringactivity_id")
    of_entries: dict[int, set[int]] = defaultdict(set)
    for entry, linked in links:
        of_entries[entry].add(activities.get(linked, linked))
    wanted = {activity for each in of_entries.values() for activity in each}
    above = dict(MonitoringActivity.objects.filter(pk__in=wanted).values_list("pk", "standard_id"))
    for entry, each in of_entries.items():
        found.named[entry] += [f"activity:{activity}" for activity in sorted(each)]
        found.standards[entry] |= {above[activity] for activity in each}
    asked = defaultdict(set)
    for standard, question in Standard.key_questions.through.objects.values_list("standard_id", "keyquestion_id"):
        asked[standard].add(question)
    for entry, each in found.standards.items():
        questions = {question for standard in each for question in asked[standard]}
        found.named[entry] += [f"standard:{standard}" for standard in sorted(each)]
        found.named[entry] += [f"key-question:{question}" for question in sorted(questions)]
    return found.named


def _agencies() -> dict[int, tuple[int, ...]]:
    """By entry: its own, and those that it concerns besides."""
    concerned: dict[int, list[int]] = defaultdict(list)
    for entry, agency in ProgrammeEntry.objects.exclude(agency=None).values_list("pk", "agency_id"):
        concerned[entry].append(agency)
    for entry, agency in ProgrammeEntry.agencies.through.objects.values_list("programmeentry_id", "agency_id"):
        concerned[entry].append(agency)
    return defaultdict(tuple, {entry: tuple(dict.fromkeys(found)) for entry, found in concerned.items()})
