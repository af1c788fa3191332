from audits.self_assessment.forms.answers import AnswerForm, prefix_of
from audits.self_assessment.forms.campaigns import CampaignForm, ExtendForm, OpenCampaignForm
from audits.self_assessment.forms.panel import BecauseForm, JudgeForm
from audits.self_assessment.forms.submission import HandOverForm, SignatureForm

__all__ = [
    "AnswerForm",
    "BecauseForm",
    "CampaignForm",
    "ExtendForm",
    "HandOverForm",
    "JudgeForm",
    "OpenCampaignForm",
    "SignatureForm",
    "prefix_of",
]
