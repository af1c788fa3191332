from django.urls import path

from audits.programme.views import entries, programmes

app_name = "programme"

urlpatterns = [
    path("", programmes.home, name="home"),
    path("add/", programmes.programme_add, name="programme-add"),
    path("<int:pk>/", programmes.ProgrammeDetailView.as_view(), name="programme-detail"),
    path("<int:pk>/entries/add/", entries.entry_add, name="entry-add"),
    path("entries/<int:pk>/", entries.entry_detail, name="entry-detail"),
    path("entries/<int:pk>/change/", entries.entry_change, name="entry-change"),
    path("entries/<int:pk>/move/", entries.entry_move, name="entry-move"),
]
