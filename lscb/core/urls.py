from django.urls import path

from lscb.core.views import feeds, files, joining, mail, own, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("tasks/", own.my_tasks, name="my-tasks"),
    path("jobs/<int:pk>/progress/", own.job_progress, name="job-progress"),
    path("calendar/", feeds.calendar, name="calendar"),
    path("calendar/open/", feeds.calendar_open, name="calendar-open"),
    path("calendar/close/", feeds.calendar_close, name="calendar-close"),
    path("calendar/<int:pk>/<slug:token>.ics", feeds.calendar_feed, name="calendar-feed"),
    path("join/<str:token>/", joining.invitation, name="invitation"),
    path("mail/", mail.mail_folder, name="mail-folder"),
    path("files/<int:pk>/", files.file_download, name="file-download"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
]
