"""What becomes of someone whom the directory sends back to us."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone

from lscb.core import directory
from lscb.core.exceptions import Refused

JOINING = "joining-by-directory"
STRANGER = (
    "The directory knows you, and nobody here is connected with it. Open your invitation and choose the directory "
    "there; or sign in with your password and connect it on your own sign-in page."
)
UNANSWERED = "The directory did not confirm who you are. Try again, or sign in with your password."


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """Nobody is signed up, and no address is believed: only who is bound comes in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        token = request.session.pop(JOINING, "")
        if sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(self._connected(request, sociallogin))
        if sociallogin.is_existing:
            return
        try:
            if not token:
                raise Refused(STRANGER)
            sociallogin.user = directory.join(token, sociallogin.account, now=timezone.now())
        except Refused as refusal:
            raise ImmediateHttpResponse(_refused(request, str(refusal))) from refusal

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any) -> None:
        request.session.pop(JOINING, None)
        raise ImmediateHttpResponse(_refused(request, UNANSWERED))

    def _connected(self, request: HttpRequest, sociallogin: SocialLogin) -> Any:
        if not request.user.is_authenticated:
            return _refused(request, UNANSWERED)
        try:
            if sociallogin.is_existing and sociallogin.user != request.user:
                raise Refused(directory.TAKEN)
            directory.connect(request.user, sociallogin.account)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"From now on you can sign in through {directory.name()}.")
        return redirect("mfa_index")


def _refused(request: HttpRequest, sentence: str) -> Any:
    return render(request, "account/directory_refused.html", {"sentence": sentence}, status=403)
