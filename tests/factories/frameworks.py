import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from frameworks.enums import BringingInState, FrameworkStatus
from frameworks.models import (
    BringingIn,
    Comment,
    Completion,
    Coverage,
    CoverageRow,
    CoverageSection,
    Framework,
    MonitoringActivity,
    Section,
    Stage,
    Standard,
)
from frameworks.timescales import PartialDate
from tests.factories.core import UserFactory


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = Framework

    title = factory.Sequence(lambda n: f"Framework {n}")

    class Params:
        adopted = factory.Trait(
            status=FrameworkStatus.ADOPTED, adopted_on=factory.LazyFunction(lambda: timezone.localdate())
        )


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    framework = factory.SubFactory(FrameworkFactory)
    position = factory.Sequence(int)
    title = factory.Sequence(lambda n: f"Section {n}")


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = Standard

    section = factory.SubFactory(SectionFactory)
    position = factory.Sequence(int)
    code = factory.Sequence(lambda n: f"1.{n}")
    outcome = factory.Sequence(lambda n: f"Outcome {n} is reached.")


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = MonitoringActivity

    standard = factory.SubFactory(StandardFactory)
    position = factory.Sequence(int)
    monitoring = factory.Sequence(lambda n: f"Audit {n} of records")


class CompletionFactory(DjangoModelFactory):
    class Meta:
        model = Completion

    activity = factory.SubFactory(ActivityFactory)
    done_on = PartialDate(2026, 4)
    recorded_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)


class BringingInFactory(DjangoModelFactory):
    """A table of two rows, read and not saved."""

    class Meta:
        model = BringingIn

    kind = "framework"
    title = factory.Sequence(lambda n: f"Table {n}")
    digest = "0" * 64
    begun_at = factory.LazyFunction(timezone.now)
    begun_by = factory.SubFactory(UserFactory)
    tables = factory.LazyFunction(
        lambda: {
            "notes": [],
            "tables": [
                {
                    "heading": "",
                    "rows": [[1, ["Standard", "Timescale"]], [2, ["Members attend", "Yearly"]], [3, ["Others", "TBC"]]],
                }
            ],
        }
    )

    class Params:
        saved = factory.Trait(
            state=BringingInState.SAVED,
            finished_at=factory.LazyFunction(timezone.now),
            finished_by=factory.SelfAttribute("begun_by"),
            rows_made=2,
        )


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    framework = factory.SubFactory(FrameworkFactory, status=FrameworkStatus.CONSULTATION)
    text = factory.Sequence(lambda n: f"Comment {n}")
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(timezone.now)


class StageFactory(DjangoModelFactory):
    class Meta:
        model = Stage

    framework = factory.SubFactory(FrameworkFactory)
    position = factory.Sequence(int)
    words = factory.Sequence(lambda n: f"Stage {n}")

    class Params:
        signed = factory.Trait(
            signed_off_at=factory.LazyFunction(timezone.now), signed_off_by=factory.SubFactory(UserFactory)
        )


class CoverageFactory(DjangoModelFactory):
    class Meta:
        model = Coverage

    title = factory.Sequence(lambda n: f"Coverage {n}")


class CoverageSectionFactory(DjangoModelFactory):
    class Meta:
        model = CoverageSection

    coverage = factory.SubFactory(CoverageFactory)
    position = factory.Sequence(int)
    title = factory.Sequence(lambda n: f"Heading {n}")


class CoverageRowFactory(DjangoModelFactory):
    class Meta:
        model = CoverageRow

    section = factory.SubFactory(CoverageSectionFactory)
    position = factory.Sequence(int)
    title = factory.Sequence(lambda n: f"Assurance {n}")
