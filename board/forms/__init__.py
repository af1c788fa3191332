"""The Board's forms: what is asked, and in which words it is refused."""

from board.forms.absences import AwayForm
from board.forms.access import ReviewForm
from board.forms.agencies import AgencyForm
from board.forms.aims import KeyQuestionForm, PriorityForm
from board.forms.files import DiscardForm
from board.forms.groups import GroupForm, MemberForm
from board.forms.meetings import MeetingForm
from board.forms.people import OwnDetailsForm, PersonForm, RoleForm
from board.forms.settings import BoardForm, HolidayForm

__all__ = [
    "AgencyForm",
    "AwayForm",
    "BoardForm",
    "DiscardForm",
    "GroupForm",
    "HolidayForm",
    "KeyQuestionForm",
    "MeetingForm",
    "MemberForm",
    "OwnDetailsForm",
    "PersonForm",
    "PriorityForm",
    "ReviewForm",
    "RoleForm",
]
