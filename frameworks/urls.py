from typing import Any

from django.urls import URLPattern, path

from frameworks.views import (
    activities,
    bringing_in,
    consultation,
    coverage,
    devising,
    frameworks,
    parts,
    taking_out,
    versions,
)

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
    path("<int:pk>/discard/", frameworks.framework_discard, name="framework-discard"),
    path("<int:pk>/forward/", versions.framework_forward, name="framework-forward"),
    path("<int:pk>/compare/", versions.framework_compare, name="framework-compare"),
    path("<int:pk>/consultation/", consultation.consultation, name="consultation"),
    path("<int:pk>/consultation/comment/", consultation.comment_add, name="comment-add"),
    path("<int:pk>/consultation/propose/", consultation.addition_propose, name="addition-propose"),
    path("standards/<int:pk>/comment/", consultation.standard_comment, name="standard-comment"),
    path("comments/<int:pk>/answer/", consultation.comment_answer, name="comment-answer"),
    path("<int:pk>/plan/", devising.plan, name="plan"),
    path("<int:pk>/plan/begin/", devising.plan_begin, name="plan-begin"),
    path("<int:pk>/plan/add/", devising.stage_add, name="stage-add"),
    path("stages/<int:pk>/change/", devising.stage_change, name="stage-change"),
    path("stages/<int:pk>/move/", devising.stage_move, name="stage-move"),
    path("stages/<int:pk>/remove/", devising.stage_remove, name="stage-remove"),
    path("stages/<int:pk>/sign-off/", devising.stage_sign_off, name="stage-sign-off"),
    path("stages/<int:pk>/reopen/", devising.stage_reopen, name="stage-reopen"),
    path("coverage/", coverage.coverage_list, name="coverage-list"),
    path("coverage/add/", coverage.coverage_add, name="coverage-add"),
    path("coverage/<int:pk>/", coverage.coverage_detail, name="coverage-detail"),
    path("coverage/<int:pk>/add/", coverage.coverage_section_add, name="coverage-section-add"),
    path("coverage/sections/<int:pk>/", coverage.coverage_section_change, name="coverage-section-change"),
    path("coverage/sections/<int:pk>/move/", coverage.coverage_section_move, name="coverage-section-move"),
    path("coverage/sections/<int:pk>/remove/", coverage.coverage_section_remove, name="coverage-section-remove"),
    path("coverage/sections/<int:pk>/add/", coverage.coverage_row_add, name="coverage-row-add"),
    path("coverage/rows/<int:pk>/", coverage.coverage_row_change, name="coverage-row-change"),
    path("coverage/rows/<int:pk>/move/", coverage.coverage_row_move, name="coverage-row-move"),
    path("coverage/rows/<int:pk>/remove/", coverage.coverage_row_remove, name="coverage-row-remove"),
    path("completions/<int:pk>/withdraw/", activities.completion_withdraw, name="completion-withdraw"),
    path("<int:pk>/take-out/<slug:form>/", taking_out.framework_take_out, name="framework-take-out"),
    path("bring-in/<slug:kind>/", bringing_in.bring_in, name="bring-in"),
    path("bringing-in/<int:pk>/", bringing_in.bringing_in, name="bringing-in"),
    path("bringing-in/<int:pk>/name/", bringing_in.bringing_in_name, name="bringing-in-name"),
    path("bringing-in/<int:pk>/columns/", bringing_in.bringing_in_columns, name="bringing-in-columns"),
    path("bringing-in/<int:pk>/rows/<int:row>/", bringing_in.bringing_in_row, name="bringing-in-row"),
    path("bringing-in/<int:pk>/save/", bringing_in.bringing_in_save, name="bringing-in-save"),
    path("bringing-in/<int:pk>/discard/", bringing_in.bringing_in_discard, name="bringing-in-discard"),
    path("bringing-in/<int:pk>/undo/", bringing_in.bringing_in_undo, name="bringing-in-undo"),
]
