from audits.self_assessment.models.accepted import AcceptedInstead, AcceptedInsteadQuerySet
from audits.self_assessment.models.answers import Answer, AnswerEvidence, AnswerQuerySet, AnswerRevision, Judgement
from audits.self_assessment.models.campaigns import Campaign, CampaignQuerySet
from audits.self_assessment.models.challenges import PeerChallenge, PeerChallengeQuerySet, PeerView
from audits.self_assessment.models.conversations import Conversation, ConversationQuerySet
from audits.self_assessment.models.evidence import Evidence, EvidenceQuerySet
from audits.self_assessment.models.exchange import BroughtReturn, BroughtReturnQuerySet, ToolMapping, TrustedBoard
from audits.self_assessment.models.letters import Letter, LetterDraft, LetterQuerySet
from audits.self_assessment.models.papers import Paper
from audits.self_assessment.models.returns import AssessmentReturn, AssessmentReturnQuerySet, Delegation, HandingIn
from audits.self_assessment.models.signing import SigningRequest
from audits.self_assessment.models.tools import Question, Tool, ToolQuerySet, ToolStandard
from audits.self_assessment.models.versions import EvidenceVersion

__all__ = [
    "AcceptedInstead",
    "AcceptedInsteadQuerySet",
    "Answer",
    "AnswerEvidence",
    "AnswerQuerySet",
    "AnswerRevision",
    "AssessmentReturn",
    "AssessmentReturnQuerySet",
    "BroughtReturn",
    "BroughtReturnQuerySet",
    "Campaign",
    "CampaignQuerySet",
    "Conversation",
    "ConversationQuerySet",
    "Delegation",
    "Evidence",
    "EvidenceQuerySet",
    "EvidenceVersion",
    "HandingIn",
    "Judgement",
    "Letter",
    "LetterDraft",
    "LetterQuerySet",
    "Paper",
    "PeerChallenge",
    "PeerChallengeQuerySet",
    "PeerView",
    "Question",
    "SigningRequest",
    "Tool",
    "ToolMapping",
    "ToolQuerySet",
    "ToolStandard",
    "TrustedBoard",
]
