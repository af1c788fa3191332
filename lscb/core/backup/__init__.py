"""Database and files in one archive, as at one moment; and back, into an empty home.

The database is copied first, at one snapshot. Files are written once and never changed, so those that the snapshot
names are there afterwards too, whatever people do meanwhile. The archive says of itself what it is: its last member,
``manifest.json``, holds versions, migrations, counts, and the size and digest of every other member.
"""

from lscb.core.backup.making import back_up
from lscb.core.backup.restoring import restore

__all__ = ["back_up", "restore"]
