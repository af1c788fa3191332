"""How a message looks: a text and a page of it, alike in words. Only our own addresses become links."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from lscb.core import identity
from lscb.core.models import Notification

# Stands in a stored message where its link goes that works once.
ONE_TIME_LINK = "[a link that works once]"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_link: bool


def send(note: Notification) -> None:
    body = note.body.replace(ONE_TIME_LINK, note.one_time_link) if note.one_time_link else note.body
    context = {"note": note, "body": body, "paragraphs": paragraphs(body), "sender": identity.current()}
    text = render_to_string("mail/message.txt", context)
    message = EmailMultiAlternatives(note.subject, text, to=[note.to])
    message.attach_alternative(render_to_string("mail/message.html", context), "text/html")
    message.send()


def paragraphs(body: str) -> list[list[list[Piece]]]:
    """Paragraphs of lines of pieces."""
    blocks = re.split(r"\n\s*\n", body.strip())
    return [[_pieces(line) for line in block.splitlines()] for block in blocks]


def _pieces(line: str) -> list[Piece]:
    """What people typed never becomes a link: an address elsewhere is for the reader to judge."""
    ours = re.compile(f'({re.escape(settings.BASE_URL)}/(?:[^\\s<>"]*[^\\s<>".,;:!?)])?)')
    return [Piece(text, ours.fullmatch(text) is not None) for text in ours.split(line) if text]
