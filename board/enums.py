"""Words of the Board that do not change from one Board to another."""

from django.db import models


class Sector(models.TextChoices):
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    HEALTH = "health", "Health"
    CRIMINAL_JUSTICE = "criminal_justice", "Criminal justice"
    EDUCATION = "education", "Education"
    VOLUNTARY = "voluntary", "Voluntary"
    OTHER = "other", "Other"


class AgencyKind(models.TextChoices):
    """What an agency is by law: some questions of an audit are for certain kinds alone."""

    COUNCIL = "council", "Council with children’s services"
    DISTRICT = "district", "District council"
    NHS_BOARD = "nhs_board", "Integrated care board"
    NHS_PROVIDER = "nhs_provider", "NHS provider"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    SCHOOL = "school", "School or college"
    FIRE = "fire", "Fire and rescue"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    COMMISSIONED = "commissioned", "Commissioned service"


class GroupKind(models.TextChoices):
    BOARD = "board", "Board"
    EXECUTIVE = "executive", "Executive"
    SUB_GROUP = "sub_group", "Sub-group"
    FORUM = "forum", "Forum"
    LOCALITY = "locality", "Locality group"


class Role(models.TextChoices):
    MANAGER = "manager", "Business manager"
    ANALYST = "analyst", "Performance analyst"
    AGENCY_LEAD = "agency_lead", "Agency lead"
    AGENCY_CONTRIBUTOR = "agency_contributor", "Agency contributor"
    BOARD_MEMBER = "board_member", "Board member"
    GROUP_CHAIR = "group_chair", "Sub-group chair"
    INDEPENDENT_CHAIR = "independent_chair", "Independent chair"
    INSPECTOR = "inspector", "Inspector"


class SmallNumberRule(models.TextChoices):
    """What the Board's readers are not shown of small counts."""

    HIDE = "hide", "Hide counts below the threshold"
    ROUND = "round", "Hide counts from 1 to 7, and round the others to 5"


class SecondStep(models.TextChoices):
    """Of whom the Board asks a second step at sign-in."""

    NOBODY = "nobody", "Asked of nobody: each person decides"
    ROLES = "roles", "Asked of people with certain roles"
    EVERYONE = "everyone", "Asked of everyone"


# Whose appointment names an agency, a group, or a last day.
FOR_AN_AGENCY = frozenset({Role.AGENCY_LEAD, Role.AGENCY_CONTRIBUTOR})
FOR_A_GROUP = frozenset({Role.GROUP_CHAIR})
UNTIL_A_DATE = frozenset({Role.INSPECTOR})
MAY_NAME_AN_AGENCY = FOR_AN_AGENCY | {Role.BOARD_MEMBER}


class Answer(models.TextChoices):
    """What came of a comment."""

    TAKEN_UP = "taken_up", "Taken up"
    NOT_TAKEN_UP = "not_taken_up", "Not taken up"
