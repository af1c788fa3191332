from django.urls import path

from reports.views import dashboard, indicators

app_name = "reports"

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("figures/", indicators.indicator_list, name="indicator-list"),
    path("figures/download/", indicators.indicator_list_csv, name="indicator-list-csv"),
    path("figures/<int:pk>/", indicators.indicator, name="indicator"),
    path("figures/<int:pk>/download/", indicators.indicator_csv, name="indicator-csv"),
]
