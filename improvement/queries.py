"""What of improvement a person may know."""

from improvement.models import ImprovementAction, ImprovementActionQuerySet
from lscb.core.models import User


def actions_of(user: User) -> ImprovementActionQuerySet:
    return ImprovementAction.objects.visible_to(user)
