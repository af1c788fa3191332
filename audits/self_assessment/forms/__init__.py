from audits.self_assessment.forms.answers import AnswerForm, prefix_of
from audits.self_assessment.forms.campaigns import CampaignForm, ExtendForm, OpenCampaignForm
from audits.self_assessment.forms.panel import BecauseForm, JudgeForm
from audits.self_assessment.forms.submission import AskToSignForm, HandOverForm, SignatureForm, SignForm

__all__ = [
    "AnswerForm",
    "AskToSignForm",
    "BecauseForm",
    "CampaignForm",
    "ExtendForm",
    "HandOverForm",
    "JudgeForm",
    "OpenCampaignForm",
    "SignForm",
    "SignatureForm",
    "prefix_of",
]
