from django.urls import path

from improvement import views

app_name = "improvement"

urlpatterns = [
    path("", views.ActionListView.as_view(), name="home"),
    path("<int:pk>/", views.action_detail, name="action-detail"),
    path("<int:pk>/change/", views.action_change, name="action-change"),
    path("<int:pk>/move/", views.action_move, name="action-move"),
]
