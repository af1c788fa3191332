"""A return as a file for another Board: what is in it, and how a changed one is noticed."""

from audits.self_assessment.exchange.content import Incoming, Said, content_for, read
from audits.self_assessment.exchange.sealing import Altered, Opened, fingerprint, opened, own_fingerprint, sealed

__all__ = [
    "Altered",
    "Incoming",
    "Opened",
    "Said",
    "content_for",
    "fingerprint",
    "opened",
    "own_fingerprint",
    "read",
    "sealed",
]
