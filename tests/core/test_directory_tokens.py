"""What a directory says of a person is believed as its own, for us and now; no other token is."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from lscb.core.directory_provider import DirectoryClient

pytestmark = pytest.mark.django_db
OURS, SECRET = "lscb", "a-secret-shared-with-the-directory-alone"
THEIRS, STRANGERS = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
PUBLIC = THEIRS.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


class Directory(BaseHTTPRequestHandler):
    """Only what is asked of it: who it is, and its keys."""

    def do_GET(self):
        issuer = f"http://127.0.0.1:{self.server.server_port}"
        key = json.loads(RSAAlgorithm.to_jwk(THEIRS.public_key())) | {"kid": "one", "use": "sig", "alg": "RS256"}
        about = {"issuer": issuer, "jwks_uri": f"{issuer}/keys"}
        body = json.dumps({"keys": [key]} if self.path == "/keys" else about).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Nothing is said."""


@pytest.fixture(scope="module")
def issuer():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Directory)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def read(rf, settings, issuer):
    own = {"server_url": issuer, "fetch_userinfo": False, "kind": "generic"}
    app = {"provider_id": "directory", "name": "Council", "client_id": OURS, "secret": SECRET, "settings": own}
    settings.SOCIALACCOUNT_PROVIDERS = {"directory": {"APPS": [app]}}
    request = rf.get("/")

    def one(token):
        client = DirectoryClient(request, "directory")
        return client._decode_id_token(client.get_provider().app, token)

    return one


def token(issuer, *, key=THEIRS, algorithm="RS256", kid="one", **changes):
    now = timezone.now()
    claims = {"iss": issuer, "aud": OURS, "sub": "helen", "iat": now, "exp": now + timedelta(minutes=5)} | changes
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


FORGED = {
    "signed by a stranger": lambda issuer: token(issuer, key=STRANGERS),
    "signed by nobody": lambda issuer: token(issuer, key="", algorithm="none"),
    "signed with the secret that we share": lambda issuer: token(issuer, key=SECRET, algorithm="HS256"),
    "signed with their public key as a secret": lambda issuer: token(issuer, key=PUBLIC.hex(), algorithm="HS256"),
    "of a key that they do not have": lambda issuer: token(issuer, kid="two"),
    "for another product": lambda issuer: token(issuer, aud="another"),
    "by another directory": lambda issuer: token("https://evil.example"),
    "from yesterday": lambda issuer: token(issuer, exp=timezone.now() - timedelta(days=1)),
    "for tomorrow": lambda issuer: token(issuer, nbf=timezone.now() + timedelta(days=1)),
    "altered after it was signed": lambda issuer: token(issuer).replace(".", ".A", 1),
    "no token at all": lambda _issuer: "helen",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_token_that_is_not_theirs_for_us_now_is_not_believed(read, issuer, forge):
    with pytest.raises(OAuth2Error):
        read(forge(issuer))


def test_their_own_is(read, issuer):
    assert read(token(issuer))["sub"] == "helen"
