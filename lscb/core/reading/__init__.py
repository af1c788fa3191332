"""Tables out of the files that people keep them in: Word, Excel, CSV and text that was copied."""

from lscb.core.reading.files import read_tables, tables_of
from lscb.core.reading.tables import Row, Table, Tables
from lscb.core.reading.text import tables_in_text
from lscb.core.reading.walking import Correction, Refusal, Walk

__all__ = ["Correction", "Refusal", "Row", "Table", "Tables", "Walk", "read_tables", "tables_in_text", "tables_of"]
