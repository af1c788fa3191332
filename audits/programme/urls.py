from django.urls import path

from audits.programme.views import audits, entries, papers, programmes, reassigning, register, routing, usual

app_name = "programme"

urlpatterns = [
    path("", programmes.home, name="home"),
    path("reassign/", reassigning.reassign, name="reassign"),
    path("add/", programmes.programme_add, name="programme-add"),
    path("<int:pk>/", programmes.ProgrammeDetailView.as_view(), name="programme-detail"),
    path("<int:pk>/take-out/<slug:form>/", programmes.programme_take_out, name="programme-take-out"),
    path("<int:pk>/entries/add/", entries.entry_add, name="entry-add"),
    path("<int:pk>/usual/", usual.usual_add, name="usual-add"),
    path("<int:pk>/roll-over/", programmes.programme_roll_over, name="programme-roll-over"),
    path("entries/<int:pk>/", entries.entry_detail, name="entry-detail"),
    path("entries/<int:pk>/change/", entries.entry_change, name="entry-change"),
    path("entries/<int:pk>/move/", entries.entry_move, name="entry-move"),
    path("entries/<int:pk>/audits/add/", audits.audit_add, name="audit-add"),
    path("audits/<int:pk>/", audits.audit_detail, name="audit-detail"),
    path("audits/<int:pk>/change/", audits.audit_change, name="audit-change"),
    path("audits/<int:pk>/move/", audits.audit_move, name="audit-move"),
    path("audits/<int:pk>/report/", papers.audit_report, name="audit-report"),
    path("audits/<int:pk>/decide/", routing.audit_decide, name="audit-decide"),
    path("audits/<int:pk>/meeting/", routing.audit_call, name="audit-call"),
    path("audits/<int:pk>/present/", routing.audit_present, name="audit-present"),
    path("audits/<int:pk>/papers/ask/", papers.paper_ask, name="paper-ask"),
    path("papers/<int:pk>/receive/", papers.paper_receive, name="paper-receive"),
    path("register/", register.RegisterView.as_view(), name="register"),
    path("register/add/", register.register_add, name="register-add"),
    path("register/request/", register.audit_request, name="audit-request"),
    path("forward-plan/", routing.forward_plan, name="forward-plan"),
]
