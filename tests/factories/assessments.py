from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audits.self_assessment.enums import ToolKind, ToolStatus
from audits.self_assessment.models import (
    Answer,
    AssessmentReturn,
    Campaign,
    Conversation,
    Evidence,
    EvidenceVersion,
    Letter,
    PeerChallenge,
    Question,
    Tool,
    ToolStandard,
)
from lscb.core.threads import open_thread
from tests.factories.board import AgencyFactory
from tests.factories.core import UserFactory


class ToolFactory(DjangoModelFactory):
    class Meta:
        model = Tool

    title = factory.Sequence(lambda n: f"Tool {n}")
    kind = ToolKind.SECTION_11
    status = ToolStatus.READY


class ToolStandardFactory(DjangoModelFactory):
    class Meta:
        model = ToolStandard

    tool = factory.SubFactory(ToolFactory)
    position = factory.Sequence(int)
    title = factory.Sequence(lambda n: f"Standard {n}")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    tool_standard = factory.SubFactory(ToolStandardFactory)
    position = factory.Sequence(int)
    code = factory.Sequence(lambda n: f"1.{n}")
    text = factory.Sequence(lambda n: f"Is thing {n} in place?")


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = Campaign

    tool = factory.SubFactory(ToolFactory)
    title = factory.Sequence(lambda n: f"Section 11, round {n}")
    opens_on = date(2026, 10, 1)
    due_on = date(2026, 12, 1)
    locks_on = date(2027, 1, 31)
    opened_at = factory.LazyFunction(timezone.now)
    opened_by = factory.SubFactory(UserFactory)


class AssessmentReturnFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentReturn

    campaign = factory.SubFactory(CampaignFactory)
    agency = factory.SubFactory(AgencyFactory)


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    assessment = factory.SubFactory(AssessmentReturnFactory)
    question = factory.SubFactory(
        QuestionFactory, tool_standard__tool=factory.SelfAttribute("...assessment.campaign.tool")
    )


class ConversationFactory(DjangoModelFactory):
    """About a question."""

    class Meta:
        model = Conversation

    assessment = factory.SubFactory(AssessmentReturnFactory)
    question = factory.SubFactory(QuestionFactory)
    tool_standard = factory.SelfAttribute("question.tool_standard")
    thread = factory.LazyFunction(lambda: open_thread("1.1", "Which wards?", by=UserFactory()))


class EvidenceFactory(DjangoModelFactory):
    """With its first version, a link."""

    class Meta:
        model = Evidence
        skip_postgeneration_save = True

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"Audit {n}")
    added_by = factory.SubFactory(UserFactory)
    added_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def link(self, create, extracted, **kwargs):
        EvidenceVersion.objects.create(
            evidence=self,
            number=1,
            link=extracted or "https://www.example.org/audit",
            dated_on=date(2026, 9, 1),
            kept_at=self.added_at,
            kept_by=self.added_by,
        )


class LetterFactory(DjangoModelFactory):
    class Meta:
        model = Letter

    assessment = factory.SubFactory(AssessmentReturnFactory)
    number = 1
    opening = "Thank you for your return."
    issued_at = factory.LazyFunction(timezone.now)
    issued_by = factory.SubFactory(UserFactory)


class PeerChallengeFactory(DjangoModelFactory):
    class Meta:
        model = PeerChallenge

    assessment = factory.SubFactory(AssessmentReturnFactory)
    agency = factory.SubFactory(AgencyFactory)
    named_at = factory.LazyFunction(timezone.now)
    named_by = factory.SubFactory(UserFactory)
