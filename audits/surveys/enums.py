"""Kinds and states of surveys, and the groups that those who answer place themselves in."""

from django.db import models

from audits.surveys.scales import LABELS

SCALES = list(LABELS.items())


class Audience(models.TextChoices):
    PRACTITIONERS = "practitioners", "Practitioners"
    PARENTS = "parents", "Parents and carers"
    CHILDREN = "children", "Children and young people"
    MEMBERS = "members", "Members, rating the Board"


class SurveyStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class RoleGroup(models.TextChoices):
    FRONT_LINE = "front_line", "I work with children or families"
    SUPERVISOR = "supervisor", "I supervise or manage people who do"
    SENIOR = "senior", "I am a senior manager"
    SUPPORT = "support", "I work in support or administration"
    VOLUNTEER = "volunteer", "I am a volunteer"
    PARENT = "parent", "Parent"
    CARER = "carer", "Carer or guardian"
    KINSHIP = "kinship", "Grandparent or another relative"
    UNDER_12 = "under_12", "Under 12"
    TEENAGER = "teenager", "12 to 15"
    YOUNG = "young", "16 or older"


ROLE_GROUPS: dict[Audience, tuple[RoleGroup, ...]] = {
    Audience.PRACTITIONERS: (
        RoleGroup.FRONT_LINE,
        RoleGroup.SUPERVISOR,
        RoleGroup.SENIOR,
        RoleGroup.SUPPORT,
        RoleGroup.VOLUNTEER,
    ),
    Audience.PARENTS: (RoleGroup.PARENT, RoleGroup.CARER, RoleGroup.KINSHIP),
    Audience.CHILDREN: (RoleGroup.UNDER_12, RoleGroup.TEENAGER, RoleGroup.YOUNG),
    # A member is nearly always the only one of an agency: to ask would be to ask for the name.
    Audience.MEMBERS: (),
}
ASKS_AGENCY = frozenset({Audience.PRACTITIONERS, Audience.PARENTS, Audience.CHILDREN})
# Closed for good: answers that came after results were seen could be told by the difference.
TRANSITIONS: dict[SurveyStatus, frozenset[SurveyStatus]] = {
    SurveyStatus.DRAFT: frozenset({SurveyStatus.OPEN}),
    SurveyStatus.OPEN: frozenset({SurveyStatus.CLOSED}),
    SurveyStatus.CLOSED: frozenset(),
}
