"""The library as everyone with a role reads it: what is proposed, and what is missing."""

from django.urls import path

from indicators.views import gaps, proposals

urlpatterns = [
    path("proposals/", proposals.proposal_list, name="proposal-list"),
    path("proposals/add/", proposals.proposal_add, name="proposal-add"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/change/", proposals.proposal_change, name="proposal-change"),
    path("proposals/<int:pk>/comment/", proposals.proposal_comment, name="proposal-comment"),
    path("proposals/comments/<int:pk>/answer/", proposals.comment_answer, name="comment-answer"),
    path("gaps/", gaps.gap_register, name="gap-register"),
    path("gaps/plan/", gaps.gathering_plan, name="gathering-plan"),
]
