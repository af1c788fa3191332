"""What each agency showed with its answers: one piece a standard, kept from round to round."""

from dataclasses import dataclass, field
from typing import Any

from audits.self_assessment.models import Answer, AnswerEvidence, Evidence, EvidenceVersion
from demo.answering import Answering, Writer
from demo.log import Log

PIECES = (
    "Board minutes with the safeguarding report",
    "Statement on keeping children safe",
    "Chart of who answers for what",
    "What children said, and what changed",
    "Training figures by team",
    "Audit of recruitment files",
    "Conferences attended, by quarter",
    "List of sharing agreements",
    "Sample of records: the child’s voice",
)
BATCH = 500


@dataclass
class Showing:
    """Each agency's evidence by standard, and what stands beside each answer."""

    pieces: dict[tuple[int, int], EvidenceVersion] = field(default_factory=dict)
    beside: dict[int, EvidenceVersion] = field(default_factory=dict)

    def show(self, writers: list[Writer], answering: Answering, log: Log) -> None:
        """Beside every answer that must be evidenced and was given."""
        wanted = [
            (writer, answer)
            for writer in writers
            for answer in answering.of(writer.item)
            if answer.question.needs_evidence and answer.value
        ]
        new = {}
        for writer, answer in wanted:
            key = _key(writer, answer)
            if key not in self.pieces and key not in new:
                new[key] = _piece(writer, answer)
        Evidence.objects.bulk_create(version.evidence for version in new.values())
        EvidenceVersion.objects.bulk_create(new.values())
        for version in new.values():
            log.record("evidence.added", version.evidence, by=version.kept_by, at=version.kept_at)
        self.pieces |= new
        self.beside = {answer.pk: self.pieces[_key(writer, answer)] for writer, answer in wanted}
        AnswerEvidence.objects.bulk_create(
            (AnswerEvidence(answer_id=pk, evidence=version.evidence) for pk, version in self.beside.items()),
            batch_size=BATCH,
        )

    def in_words(self, answer: Answer) -> list[dict[str, Any]]:
        """As a receipt keeps it."""
        version = self.beside.get(answer.pk)
        return [{"title": version.evidence.title, "version": 1, "what": version.link}] if version else []


def _key(writer: Writer, answer: Answer) -> tuple[int, int]:
    return writer.item.agency_id, answer.question.tool_standard.position


def _piece(writer: Writer, answer: Answer) -> EvidenceVersion:
    place = answer.question.tool_standard.position
    evidence = Evidence(agency=writer.item.agency, title=PIECES[place], added_by=writer.by, added_at=writer.at)
    return EvidenceVersion(
        evidence=evidence,
        number=1,
        link=f"https://www.example.org/{writer.item.agency_id}/evidence-{place + 1}",
        dated_on=writer.at.date(),
        kept_at=writer.at,
        kept_by=writer.by,
    )
