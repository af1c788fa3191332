"""Files that people send: looked through before they are kept, scanned before anyone is given them.

``check`` looks and keeps nothing, for forms; ``keep`` stores what was checked; ``accept`` does both.
"""

from lscb.core.uploads.accepting import Checked, accept, check, keep
from lscb.core.uploads.kinds import ANY, DOCUMENTS, PICTURES, TABLES, Kind
from lscb.core.uploads.texts import as_text

__all__ = ["ANY", "DOCUMENTS", "PICTURES", "TABLES", "Checked", "Kind", "accept", "as_text", "check", "keep"]
