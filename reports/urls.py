from django.urls import path

from reports.views import agencies, compare, coverage, dashboard, files, indicators, linked, meetings, packs

app_name = "reports"

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("figures/", indicators.indicator_list, name="indicator-list"),
    path("figures/download/", indicators.indicator_list_csv, name="indicator-list-csv"),
    path("figures/agencies/<int:pk>/", agencies.agency, name="agency"),
    path("figures/<int:pk>/", indicators.indicator, name="indicator"),
    path("figures/<int:pk>/revisions/", indicators.indicator_revisions, name="indicator-revisions"),
    path("figures/<int:pk>/linked/", linked.linked, name="linked"),
    path("figures/hypotheses/<int:pk>/download/<str:form>/", files.hypothesis_file, name="hypothesis-file"),
    path("figures/<int:pk>/download/", indicators.indicator_csv, name="indicator-csv"),
    path("figures/<int:pk>/download/<str:form>/", files.indicator_file, name="indicator-file"),
    path("meetings/<int:pk>/figures/", meetings.meeting_figures, name="meeting-figures"),
    path("figures/<int:pk>/compare/", compare.compare, name="compare"),
    path("figures/<int:pk>/compare/download/<str:form>/", files.compared_file, name="compared-file"),
    # Board packs
    path("packs/", packs.PackListView.as_view(), name="pack-list"),
    path("packs/begin/", packs.pack_add, name="pack-add"),
    path("packs/<int:pk>/", packs.pack_detail, name="pack-detail"),
    path("packs/<int:pk>/change/", packs.pack_edit, name="pack-edit"),
    path("packs/<int:pk>/make/", packs.pack_make, name="pack-make"),
    path("packs/versions/<int:pk>/download/", packs.edition_download, name="edition-download"),
]
