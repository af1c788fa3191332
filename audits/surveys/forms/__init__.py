from audits.surveys.forms.answering import AnswerForm
from audits.surveys.forms.surveys import InviteForm, OpenedSurveyForm, SurveyForm, SurveyQuestionForm

__all__ = ["AnswerForm", "InviteForm", "OpenedSurveyForm", "SurveyForm", "SurveyQuestionForm"]
