"""The programme's forms: what is asked, and in which words it is refused."""

from audits.programme.forms.audits import (
    AuditForm,
    AuditMoveForm,
    PaperAskForm,
    PaperReceiveForm,
    RegisterForm,
    ReportForm,
    RequestForm,
)
from audits.programme.forms.entries import EntryForm, InPlaceForm, MoveForm, ProgrammeForm
from audits.programme.forms.reassigning import ReassignForm
from audits.programme.forms.routing import DecisionForm, MeetingForm, PresentForm
from audits.programme.forms.usual import UsualForm
from audits.programme.forms.years import RollOverForm

__all__ = [
    "AuditForm",
    "AuditMoveForm",
    "DecisionForm",
    "EntryForm",
    "InPlaceForm",
    "MeetingForm",
    "MoveForm",
    "PaperAskForm",
    "PaperReceiveForm",
    "PresentForm",
    "ProgrammeForm",
    "ReassignForm",
    "RegisterForm",
    "ReportForm",
    "RequestForm",
    "RollOverForm",
    "UsualForm",
]
