"""What a person called their file, made fit to show and to save again."""

import re
import unicodedata
from pathlib import PurePosixPath

from lscb.core.uploads.limits import LONGEST_NAME

# Not on any Windows disk; and what a name must not hold anywhere: control characters, marks that turn the direction
# of reading, halves of characters, characters that are none.
FORBIDDEN = re.compile(r'[<>:"|?*]')
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_name(name: str) -> str:
    """The last part of whatever path came, as one line, its ending kept however long it is."""
    last = re.split(r"[/\\]", name)[-1]
    spaced = "".join(" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", last))
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in UNSEEN)
    plain = " ".join(FORBIDDEN.sub("-", seen).split()).strip(". ")
    stem, suffix = split(plain or "file")
    return stem[: LONGEST_NAME - len(suffix)].rstrip(". ") + suffix


def split(name: str) -> tuple[str, str]:
    """Its stem and its ending; what is too long for an ending is none."""
    suffix = PurePosixPath(name).suffix
    return (name, "") if len(suffix) > 10 else (name.removesuffix(suffix), suffix)
