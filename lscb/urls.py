"""Every address of the product."""

from allauth.account import views as account
from django.urls import include, path, re_path

from lscb.core.views import joining, signin

urlpatterns = [
    path("", include("lscb.core.urls")),
    path("account/", include("lscb.core.account_urls")),
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-out/", signin.SignOut.as_view(), name="account_logout"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/reset/", joining.reset, name="account_reset_password"),
    path("account/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[\w-]+)/$",
        joining.reset_link,
        name="account_reset_password_from_key",
    ),
    path("account/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("board/", include("board.urls")),
    path("frameworks/", include("frameworks.urls")),
    path("improvement/", include("improvement.urls")),
    path("self-assessment/", include("audits.self_assessment.urls")),
    path("surveys/", include("audits.surveys.urls")),
    path("programme/", include("audits.programme.urls")),
    path("indicators/", include("indicators.urls")),
    path("", include("reports.urls")),
]

handler400 = "lscb.core.views.errors.bad_request"
handler403 = "lscb.core.views.errors.forbidden"
handler404 = "lscb.core.views.errors.not_found"
handler500 = "lscb.core.views.errors.server_error"
handler429 = "lscb.core.views.errors.too_many_requests"
