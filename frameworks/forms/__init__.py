from frameworks.forms.activities import ActivityForm, RunningForm
from frameworks.forms.completing import CompletionForm, WithdrawForm
from frameworks.forms.frameworks import FrameworkForm, StatusForm
from frameworks.forms.parts import SectionForm, StandardForm

__all__ = [
    "ActivityForm",
    "CompletionForm",
    "FrameworkForm",
    "RunningForm",
    "SectionForm",
    "StandardForm",
    "StatusForm",
    "WithdrawForm",
]
