"""The council's own directory as a way to sign in (OpenID Connect); known to the sign-in library once imported."""

import hashlib
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from lscb.core import outbox
from lscb.core.directory import NAME

ENTRA = "entra"
# Keys of which only the directory holds the secret half; never "none", never a shared secret.
SIGNED_BY = ["RS256", "PS256", "ES256"]


class DirectoryClient(OpenIDConnectOAuth2Adapter):
    """Talks to the directory; believes a token only with the directory's signature, though it came straight from it."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return outbox.address(reverse("directory_callback"))

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            named = jwt.get_unverified_header(id_token).get("kid")
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
            key = next(key for key in keys if named in {None, key.key_id})
            return jwt.decode(
                id_token, key, algorithms=SIGNED_BY, audience=app.client_id, issuer=self.openid_config["issuer"]
            )
        except (jwt.PyJWTError, StopIteration) as error:
            raise OAuth2Error("the directory's token does not hold") from error


class DirectoryProvider(OpenIDConnectProvider):
    """Knows a person by what never changes and is never given to another; e-mail address and name are not looked at."""

    id = NAME
    name = "Directory"
    oauth2_adapter_class = DirectoryClient

    def get_callback_url(self) -> str:
        return reverse("directory_callback")

    def get_default_scope(self) -> list[str]:
        return ["openid"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Microsoft Entra: tenant and object; others: a digest of issuer and subject, which may be long."""
        claims = data.get("id_token") or {}
        if self.app.settings.get("kind") == ENTRA:
            tenant, person = str(claims.get("tid") or ""), str(claims.get("oid") or "")
            if not person or tenant != self.app.settings["tenant"]:
                raise OAuth2Error("the token is of another tenant, or names no object")
            return f"{tenant}:{person}"
        if not claims.get("sub"):
            raise OAuth2Error("the token names nobody")
        return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what the directory tells about a person is kept."""
        return {}


registry.register(DirectoryProvider)
