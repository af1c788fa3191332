from frameworks.models.activities import ActivityQuerySet, Completion, CompletionQuerySet, MonitoringActivity
from frameworks.models.frameworks import Framework, FrameworkQuerySet, Section, SectionQuerySet
from frameworks.models.standards import Standard, StandardQuerySet

__all__ = [
    "ActivityQuerySet",
    "Completion",
    "CompletionQuerySet",
    "Framework",
    "FrameworkQuerySet",
    "MonitoringActivity",
    "Section",
    "SectionQuerySet",
    "Standard",
    "StandardQuerySet",
]
