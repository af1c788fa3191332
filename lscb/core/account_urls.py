"""Where a person sees and changes how they sign in. The sign-in library knows these addresses by its own names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from lscb.core.views import directory, second_steps, signin

urlpatterns = [
    path("", signin.own_signin, name="mfa_index"),
    path("session/", signin.session_left, name="session-left"),
    path("sessions/end-others/", signin.sessions_end_others, name="sessions-end-others"),
    path("sessions/<slug:mark>/end/", signin.session_end, name="session-end"),
    path("directory/", directory.directory_login, name="directory_login"),
    path("directory/join/<str:token>/", directory.directory_join, name="directory_join"),
    path("directory/connect/", directory.directory_connect, name="directory_connect"),
    path("directory/remove/", directory.directory_remove, name="directory_remove"),
    path("directory/back/", directory.directory_callback, name="directory_callback"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("app/add/", second_steps.AddApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", second_steps.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add/", second_steps.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", second_steps.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", second_steps.MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
