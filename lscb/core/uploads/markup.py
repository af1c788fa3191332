"""The XML inside Word and Excel files, read as a stream: no declarations, no depth, no crowds of elements."""

import io
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

from lscb.core.exceptions import Refused
from lscb.core.uploads.limits import DEEPEST_MARKUP, MOST_ELEMENTS

DAMAGED = "It is damaged, or was not written by Word or Excel. Open it there, save it anew and choose that file."
DECLARES = "It declares things of its own, which no Word or Excel file needs. Save it anew in Word or Excel."
TOO_INVOLVED = "It is too involved to be read safely. Save only what is needed as a new file."


class Watcher(ContentHandler):
    """Counts elements and how deep they lie; those who look for something say what in ``opened``."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.elements = 0

    def opened(self, name: str, given: dict[str, str]) -> None:
        """An element began; its name is without the prefix that its writer chose."""

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - as the parser calls it
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST_MARKUP or self.elements > MOST_ELEMENTS:
            raise Refused(TOO_INVOLVED)
        self.opened(name.rpartition(":")[2], dict(attrs))

    def endElement(self, name: str) -> None:  # noqa: N802 - as the parser calls it
        self.depth -= 1


def watch(content: bytes, watcher: Watcher) -> None:
    """Read it all through the watcher, or refuse."""
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(watcher)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException as error:
        raise Refused(DECLARES) from error
    except (SAXException, ValueError, LookupError) as error:
        raise Refused(DAMAGED) from error
