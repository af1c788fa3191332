from frameworks.forms.activities import ActivityForm, RunningForm
from frameworks.forms.completing import CompletionForm, WithdrawForm
from frameworks.forms.consultation import AdditionForm, AnswerForm, CommentForm
from frameworks.forms.coverage import CoverageForm, CoverageRowForm, CoverageSectionForm, CoverageTitleForm
from frameworks.forms.frameworks import DiscardForm, FrameworkForm, StatusForm
from frameworks.forms.parts import SectionForm, StandardForm
from frameworks.forms.stages import RouteForm, SignOffForm, StageForm
from frameworks.forms.versions import ForwardForm

__all__ = [
    "ActivityForm",
    "AdditionForm",
    "AnswerForm",
    "CommentForm",
    "CompletionForm",
    "CoverageForm",
    "CoverageRowForm",
    "CoverageSectionForm",
    "CoverageTitleForm",
    "DiscardForm",
    "ForwardForm",
    "FrameworkForm",
    "RouteForm",
    "RunningForm",
    "SectionForm",
    "SignOffForm",
    "StageForm",
    "StandardForm",
    "StatusForm",
    "WithdrawForm",
]
