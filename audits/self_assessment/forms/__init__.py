from audits.self_assessment.forms.answers import NOT_APPLICABLE, SentForm, prefix_of, stored
from audits.self_assessment.forms.campaigns import CampaignForm, ExtendForm, InsteadForm, OpenCampaignForm, PartForm
from audits.self_assessment.forms.challenges import ChallengerForm, ViewsForm
from audits.self_assessment.forms.conversations import AboutForm, AskAboutForm, AskForm, SayForm
from audits.self_assessment.forms.evidence import BesideForm, EvidenceForm, GivenForm
from audits.self_assessment.forms.exchange import MappingForm, ReturnFileForm, TrustForm
from audits.self_assessment.forms.letters import LetterForm
from audits.self_assessment.forms.panel import BecauseForm, JudgeForm
from audits.self_assessment.forms.questions import QuestionForm
from audits.self_assessment.forms.submission import AskToSignForm, HandOverForm, SignatureForm, SignForm
from audits.self_assessment.forms.tools import PreviewForm, TakeStandardsForm, ToolForm, ToolStandardForm

__all__ = [
    "NOT_APPLICABLE",
    "AboutForm",
    "AskAboutForm",
    "AskForm",
    "AskToSignForm",
    "BecauseForm",
    "BesideForm",
    "CampaignForm",
    "ChallengerForm",
    "EvidenceForm",
    "ExtendForm",
    "GivenForm",
    "HandOverForm",
    "InsteadForm",
    "JudgeForm",
    "LetterForm",
    "MappingForm",
    "OpenCampaignForm",
    "PartForm",
    "PreviewForm",
    "QuestionForm",
    "ReturnFileForm",
    "SayForm",
    "SentForm",
    "SignForm",
    "SignatureForm",
    "TakeStandardsForm",
    "ToolForm",
    "ToolStandardForm",
    "TrustForm",
    "ViewsForm",
    "prefix_of",
    "stored",
]
