"""Tables into the files that people keep them in: Word and Excel."""

from lscb.core.writing.documents import download, table_file
from lscb.core.writing.tables import Line, Sheet, Written

__all__ = ["Line", "Sheet", "Written", "download", "table_file"]
