"""The sign-in library's pages for second steps: each change is logged and told in the transaction that makes it."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from lscb.core import second_steps
from lscb.core.http import SignedInRequest


class ToldChange:
    """Before and after are compared, so that what the library does besides is told as well."""

    request: SignedInRequest

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        before = second_steps.held_by(user)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        second_steps.tell_what_changed(user, before=before, by=user)
        return response


class AddApp(ToldChange, ActivateTOTPView):
    pass


class RemoveApp(ToldChange, DeactivateTOTPView):
    pass


class AddPasskey(ToldChange, AddWebAuthnView):
    pass


class RemovePasskey(ToldChange, RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, f"{adapter.error_messages['cannot_delete_authenticator']}.")
        return redirect("mfa_index")


class MakeCodes(ToldChange, GenerateRecoveryCodesView):
    pass
