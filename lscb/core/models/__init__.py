"""Shared ground: people, the log, messages owed, jobs, files and conversations."""

from lscb.core.models.activity import ActivityDetail, ActivityErasure, ActivityEvent, ActivitySeal
from lscb.core.models.feeds import CalendarFeed
from lscb.core.models.file_faults import FileFault
from lscb.core.models.files import StoredFile
from lscb.core.models.jobs import Job
from lscb.core.models.outbox import Notification, Reminder
from lscb.core.models.retention import RetentionRun
from lscb.core.models.sessions import BrowserSession
from lscb.core.models.threads import Message, Thread
from lscb.core.models.users import Invitation, User

__all__ = [
    "ActivityDetail",
    "ActivityErasure",
    "ActivityEvent",
    "ActivitySeal",
    "BrowserSession",
    "CalendarFeed",
    "FileFault",
    "Invitation",
    "Job",
    "Message",
    "Notification",
    "Reminder",
    "RetentionRun",
    "StoredFile",
    "Thread",
    "User",
]
