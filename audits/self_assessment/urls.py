from django.urls import path

from audits.self_assessment.views import answering, campaigns, panel, returns, signing, tools

app_name = "self-assessment"

urlpatterns = [
    path("", campaigns.home, name="home"),
    path("open/", campaigns.campaign_open, name="campaign-open"),
    path("<int:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("<int:pk>/results/", campaigns.campaign_results, name="campaign-results"),
    path("<int:pk>/change/", campaigns.campaign_change, name="campaign-change"),
    path("<int:pk>/close/", campaigns.campaign_close, name="campaign-close"),
    path("returns/<int:pk>/", returns.return_detail, name="return-detail"),
    path("returns/<int:pk>/standards/<int:standard>/", answering.return_standard, name="return-standard"),
    path("returns/<int:pk>/submit/", returns.return_submit, name="return-submit"),
    path("returns/<int:pk>/ask-to-sign/", signing.signing_ask, name="signing-ask"),
    path("returns/<int:pk>/take-back/", signing.signing_take_back, name="signing-take-back"),
    path("sign/<str:token>/", signing.sign, name="sign"),
    path("returns/<int:pk>/delegate/", returns.return_delegate, name="return-delegate"),
    path("returns/<int:pk>/extend/", campaigns.return_extend, name="return-extend"),
    path("returns/<int:pk>/read/", returns.return_read, name="return-read"),
    path("returns/<int:pk>/send-back/", panel.return_send_back, name="return-send-back"),
    path("returns/<int:pk>/finish/", panel.return_finish, name="return-finish"),
    path("returns/<int:pk>/close/", panel.return_close, name="return-close"),
    path("answers/<int:pk>/save/", answering.answer_save, name="answer-save"),
    path("answers/<int:pk>/judge/", panel.answer_judge, name="answer-judge"),
    path("handed-in/<int:pk>/", returns.handing_in, name="handing-in"),
    path("delegations/<int:pk>/end/", returns.delegation_end, name="delegation-end"),
    path("tools/", tools.tool_list, name="tool-list"),
    path("tools/ready/", tools.tool_take, name="tool-take"),
    path("tools/<int:pk>/", tools.tool_detail, name="tool-detail"),
    path("tools/<int:pk>/next/", tools.tool_next, name="tool-next"),
]
