"""The signature under a return that leaves: Ed25519, with a key that no database holds."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from lscb.core.exceptions import Refused

FORMAT = "lscb return, 1"
NO_RETURN = "This is no return that another Board’s system saved as a file."


class Altered(Refused):
    """Its signature does not belong to what it says."""

    def __init__(self) -> None:
        super().__init__("This file was changed after the other Board’s system saved it, so nothing of it is taken.")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says, as it was signed, and the fingerprint of the key that signed it."""

    content: str
    fingerprint: str


def sealed(content: str) -> str:
    """The file: what it says as one text, the public key, and the signature."""
    key = _own_key()
    made = {
        "format": FORMAT,
        "content": content,
        "key": _written(key.public_key().public_bytes_raw()),
        "signature": _written(key.sign(_signed(content))),
    }
    return json.dumps(made, ensure_ascii=False, indent=1)


def opened(text: str) -> Opened:
    try:
        made = json.loads(text)
        if not isinstance(made, dict) or made.get("format") != FORMAT or not isinstance(made.get("content"), str):
            raise Refused(NO_RETURN)
        public, signature = (base64.b64decode(made[name], validate=True) for name in ("key", "signature"))
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(made["content"]))
    except InvalidSignature as error:
        raise Altered from error
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error) as error:
        raise Refused(NO_RETURN) from error
    return Opened(made["content"], fingerprint(public))


def own_fingerprint() -> str:
    return fingerprint(_own_key().public_key().public_bytes_raw())


def fingerprint(public: bytes) -> str:
    """Thirty-two letters and digits in fours, short enough to be read out over the telephone."""
    words = base64.b32encode(hashlib.sha256(public).digest()[:20]).decode()
    return " ".join(words[place : place + 4] for place in range(0, len(words), 4))


def _own_key() -> Ed25519PrivateKey:
    """Of the secret that the machine keeps beside the data."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"{FORMAT}\n{settings.RETURNS_KEY}".encode()).digest())


def _signed(content: str) -> bytes:
    return f"{FORMAT}\n{content}".encode()


def _written(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
