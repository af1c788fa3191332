from typing import Any

from django.urls import URLPattern, path

from frameworks.views import activities, frameworks, parts

app_name = "frameworks"


def of_part(kind: str, above: str, places: str) -> list[URLPattern]:
    """Where one kind of part is added to what it belongs to, changed, moved and taken out."""
    which: dict[str, Any] = {"kind": kind}
    return [
        path(f"{above}<int:pk>/{places}/add/", parts.part_add, which, name=f"{kind}-add"),
        path(f"{places}/<int:pk>/change/", parts.part_change, which, name=f"{kind}-change"),
        path(f"{places}/<int:pk>/move/", parts.part_move, which, name=f"{kind}-move"),
        path(f"{places}/<int:pk>/remove/", parts.part_remove, which, name=f"{kind}-remove"),
    ]


urlpatterns = [
    path("", frameworks.home, name="home"),
    path("add/", frameworks.framework_add, name="framework-add"),
    path("<int:pk>/", frameworks.framework_detail, name="framework-detail"),
    path("<int:pk>/change/", frameworks.framework_change, name="framework-change"),
    path("<int:pk>/status/", frameworks.framework_move, name="framework-move"),
    *of_part("section", "", "sections"),
    *of_part("standard", "sections/", "standards"),
    *of_part("activity", "standards/", "activities"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/complete/", activities.activity_complete, name="activity-complete"),
    path("completions/<int:pk>/withdraw/", activities.completion_withdraw, name="completion-withdraw"),
]
