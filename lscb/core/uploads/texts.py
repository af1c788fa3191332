"""Plain text and CSV: letters all through, and no page, picture or script that happens to be letters."""

import codecs
import re
import unicodedata

from lscb.core.exceptions import Refused

NOT_TEXT = "It is neither text nor any other kind of file that is taken here."
MARKUP = "It is a web page, a drawing or a script. Choose a plain text or CSV file."
STARTS = re.compile(r"\s*(?:<[?!/a-z%]|#!|\{\\rtf|%!|@echo\b|mime-version:)", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
KEPT = {"\t", "\r", "\n", "\f"}


def as_text(content: bytes) -> str:
    """UTF-8, else UTF-16 with its mark, else as Excel writes CSV on a British Windows."""
    encodings = [name for mark, name in MARKS if content.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(NOT_TEXT)


def check_text(content: bytes) -> None:
    text = as_text(content)
    if any(unicodedata.category(letter) == "Cc" for letter in set(text) - KEPT):
        raise Refused(NOT_TEXT)
    if STARTS.match(text):
        raise Refused(MARKUP)
