from frameworks.models.activities import ActivityQuerySet, Completion, CompletionQuerySet, MonitoringActivity
from frameworks.models.bringing_in import BringingIn, BringingInQuerySet
from frameworks.models.comments import Comment, CommentQuerySet
from frameworks.models.coverage import (
    Coverage,
    CoverageCell,
    CoverageQuerySet,
    CoverageRow,
    CoverageRowQuerySet,
    CoverageSection,
    CoverageSectionQuerySet,
)
from frameworks.models.frameworks import Framework, FrameworkQuerySet, Section, SectionQuerySet
from frameworks.models.stages import Stage, StageQuerySet
from frameworks.models.standards import Standard, StandardQuerySet

__all__ = [
    "ActivityQuerySet",
    "BringingIn",
    "BringingInQuerySet",
    "Comment",
    "CommentQuerySet",
    "Completion",
    "CompletionQuerySet",
    "Coverage",
    "CoverageCell",
    "CoverageQuerySet",
    "CoverageRow",
    "CoverageRowQuerySet",
    "CoverageSection",
    "CoverageSectionQuerySet",
    "Framework",
    "FrameworkQuerySet",
    "MonitoringActivity",
    "Section",
    "SectionQuerySet",
    "Stage",
    "StageQuerySet",
    "Standard",
    "StandardQuerySet",
]
