"""Surveys as far as a person may know of them."""

from audits.surveys.models import Survey, SurveyQuerySet
from lscb.core.models import User


def surveys_of(user: User) -> SurveyQuerySet:
    return Survey.objects.visible_to(user)
