"""Word and Excel files: what they are by their own list of parts, and what must not lie inside one."""

import re

from lscb.core.exceptions import Refused
from lscb.core.uploads.archives import PACKED, Allowance, unpacked
from lscb.core.uploads.kinds import Kind
from lscb.core.uploads.known import refuse_test_virus
from lscb.core.uploads.markup import Watcher, watch
from lscb.core.uploads.sheets import SheetWatcher

MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.WORD,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.EXCEL,
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!", OLD_OFFICE)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF")
RUNS = re.compile(r"vbaproject|vbadata|macroenabled|macrosheet|activex|ms-excel\.sheet\.binary", re.IGNORECASE)
# Where a document may lead to; anything else it would fetch by itself when someone opens it.
LEADS = {"hyperlink", "externalLink", "externalLinkPath"}
ON_A_NETWORK = re.compile(r"\s*(?:https?:|ftp:|smb:|mhtml:|\\\\|//|file:(?://)?(?:\\\\|//)?[^/\\])", re.IGNORECASE)

# What LibreOffice saves by default names itself first. Not read here, docs/decisions/0088 says why.
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
SAVED_AS = {"spreadsheet": ("spreadsheet (.ods)", ".xlsx"), "text": ("text document (.odt)", ".docx")}
LONGEST_KIND = 4_000
OPEN = "It is an OpenDocument {}, which cannot be read here. Open it, save it as {} and choose that file."

MACROS = "It holds macros or other parts that run. Save it as a plain .docx or .xlsx and choose that file."
HOLDS_FILES = "Another file is packed inside it. Take that out, save it, and send the other file by itself."
FETCHES = "It fetches something from elsewhere when it is opened. Break its links, save it and choose that file."
NEITHER = "It is a packed folder. Take the files out and choose them one by one."


def office_kind(content: bytes) -> Kind:
    """Which of the two it is, when all of it has been looked at."""
    return _look(content, Allowance(), is_inside=False)


def _look(content: bytes, allowance: Allowance, *, is_inside: bool) -> Kind:
    types = ContentTypes()
    for name, part in unpacked(content, allowance):
        _refuse_what_runs(name, part)
        if name == "mimetype" and not is_inside:
            refuse_open_document(part)
        if part.startswith(PACKED):
            # A chart in Word keeps its figures in a small workbook: that one is looked into, and none within it.
            if is_inside:
                raise Refused(HOLDS_FILES)
            _look(part, allowance, is_inside=True)
        elif name.lower() == "[content_types].xml":
            watch(part, types)
        elif name.lower().endswith(".rels"):
            watch(part, Relations())
        elif _is_xml(name, part):
            watch(part, SheetWatcher())
    if len(types.kinds) != 1:
        raise Refused(HOLDS_FILES if is_inside else NEITHER)
    return types.kinds.pop()


def refuse_open_document(kind: bytes) -> None:
    """In words that say what to save it as."""
    _before, found, called = kind[:LONGEST_KIND].decode("ascii", "replace").partition(OPEN_DOCUMENT)
    if found:
        which = next((name for name in SAVED_AS if called.startswith(name)), "")
        raise Refused(OPEN.format(*SAVED_AS.get(which, ("file", ".docx, .xlsx or .pdf"))))


def _refuse_what_runs(name: str, part: bytes) -> None:
    refuse_test_virus(part)
    if RUNS.search(name):
        raise Refused(MACROS)
    if part.startswith((*PROGRAMS, *ARCHIVES)):
        raise Refused(HOLDS_FILES)


def _is_xml(name: str, part: bytes) -> bool:
    """By its ending or its first letter; the old drawings of comments are XML only in part, and nobody reads them."""
    low = name.lower()
    return low.endswith(".xml") or (part.lstrip()[:1] == b"<" and not low.endswith((".vml", ".htm", ".html")))


class ContentTypes(Watcher):
    """The list of parts: exactly one of them is the document."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: set[Kind] = set()

    def opened(self, name: str, given: dict[str, str]) -> None:
        content_type = given.get("ContentType", "")
        if RUNS.search(content_type):
            raise Refused(MACROS)
        if content_type in MAIN_PARTS:
            self.kinds.add(MAIN_PARTS[content_type])


class Relations(Watcher):
    """What a part is tied to: a link may lead anywhere, all else must be in the file itself or on one's own disk."""

    def opened(self, name: str, given: dict[str, str]) -> None:
        if name != "Relationship" or given.get("TargetMode", "").lower() != "external":
            return
        kind = given.get("Type", "").rpartition("/")[2]
        if kind not in LEADS and ON_A_NETWORK.match(given.get("Target", "")):
            raise Refused(FETCHES)
