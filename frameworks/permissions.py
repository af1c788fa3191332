"""Who may act on frameworks. What exists is ``visible_to``; what may happen now, ``TRANSITIONS``."""

from board.models import scope_of
from board.permissions import can_manage
from frameworks.models import Framework, MonitoringActivity, Stage
from lscb.core.models import User


def can_keep_frameworks(user: User) -> bool:
    return can_manage(user)


def can_edit(user: User, framework: Framework) -> bool:
    """What was adopted stands as it was agreed."""
    return can_manage(user) and framework.is_editable


def can_comment(user: User) -> bool:
    """Anyone with a role, while the framework is in consultation."""
    return scope_of(user).has_a_role


def can_complete(user: User, activity: MonitoringActivity) -> bool:
    """The manager, whoever leads it, and the chair of the group that does."""
    leads = activity.lead_id == user.pk or (
        activity.lead_group_id is not None and activity.lead_group_id in scope_of(user).chairs
    )
    return can_manage(user) or leads


def can_sign_off(user: User, stage: Stage) -> bool:
    """The manager, whoever owns the stage, and the chair of the group that does."""
    owns = stage.owner_id == user.pk or (
        stage.owner_group_id is not None and stage.owner_group_id in scope_of(user).chairs
    )
    return can_manage(user) or owns
