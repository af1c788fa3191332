from audits.surveys.models.answers import Remark, Response
from audits.surveys.models.invitations import SurveyInvitation
from audits.surveys.models.keys import random_key
from audits.surveys.models.surveys import Survey, SurveyQuerySet, SurveyQuestion

__all__ = [
    "Remark",
    "Response",
    "Survey",
    "SurveyInvitation",
    "SurveyQuerySet",
    "SurveyQuestion",
    "random_key",
]
